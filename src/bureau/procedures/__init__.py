"""What people do after a grade: cases that go from state to state, with owners, deadlines and four eyes."""
