"""Invitations that any calendar program understands (RFC 5545, 5546, 6047), and the replies that come back."""
