"""Published instances as problems of the scheduler; one file per format."""
