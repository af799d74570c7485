"""Design tokens, components and the shell every page wears."""
