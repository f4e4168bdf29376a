"""How fast the jobs are and how much memory they need, beside plain code and the limits of the machine."""
