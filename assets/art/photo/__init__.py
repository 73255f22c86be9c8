"""Pictures that look photographed: things modelled as relief, lit by one lamp, kept as small images."""
