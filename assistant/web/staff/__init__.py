"""The webinar desk over HTTP: the page /staff and the routes /api/staff, behind the staff's door."""
