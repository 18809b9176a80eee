"""The forms: `plans` tells a plan, `dates` its dates, `looking` looks for one, `talking` the rest."""
