"""A campaign of odd inputs for each kind of fault that loses or misreads something of the user's.

`python -m tests.campaign.misread [KIND ...]` runs it, and prints a table of what came out. It takes half an hour.
"""
