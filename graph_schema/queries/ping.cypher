// Whether the database answers.
RETURN collect({answers: true}) AS rows
