"""From a camera frame to a reviewed reading of an identity document."""
