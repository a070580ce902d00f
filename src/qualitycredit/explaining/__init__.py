"""Why a grade is what it is: trace, sentence, check sheet, deciding facts and the way back."""
