"""What every office package stands on."""
