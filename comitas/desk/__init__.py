"""The officer's screens: home, arrivals, register, case, directory, figures, administration, handbook."""
