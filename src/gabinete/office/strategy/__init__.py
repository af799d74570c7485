"""The plan: axes, projects and regions matters are linked to."""
