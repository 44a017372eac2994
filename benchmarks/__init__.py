"""What the triangle is worth: the same questions asked of Biaochi and of the raw rows, side by side in one run."""
