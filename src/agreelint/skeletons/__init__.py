"""Files to begin with: logs to type into, and folders of an agreement, a pack or a page of a rule."""
