"""The moderators' desk in the admin: nothing of it is a Wagtail model or indexed."""
