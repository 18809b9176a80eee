"""What is done later and again: the queue, its retries, the timetable, the one worker."""
