"""Things that stand, hang or reach in front of shelves: trolleys, cartons, signs, people."""
