"""From specs to typed clients: `python -m generator` reads specs/*.yaml and writes generated/."""
