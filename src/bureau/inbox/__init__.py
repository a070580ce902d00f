"""The inbox: what the public reports, on its way from the portal to the bureau, and answers on their way back."""
