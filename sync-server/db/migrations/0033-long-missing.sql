-- When a copy that is missing is given up as lost.
update policies set terms = '{"missingDaysUntilLost": 90}'::jsonb || terms;
