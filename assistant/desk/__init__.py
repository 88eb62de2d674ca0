"""The webinar desk without the web: attendees' questions in, sourced drafts for Zoom's Q&A out.

Sessions and their questions live in SQL beside the conversations; every change carries a version, so that several
people can work on one queue without losing an edit.
"""
