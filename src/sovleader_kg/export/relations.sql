-- Questions that historians ask, as views. A view of days answers fast where it is told a day: WHERE day = '1964-10-14'.

-- Who held what, from when to when: a row for each term, with the titles of post and body.
CREATE VIEW careers AS
SELECT
  person.name AS name,
  post.name AS title,
  body.name AS body_name,
  term."start" AS "start",
  term."end" AS "end",
  iif(term.doubtful, 'possible', 'certain') AS certainty,
  EXISTS (SELECT 1 FROM types WHERE types.thing = term.id AND types.class = 'sl:ActingTerm') AS acting,
  (SELECT things.name FROM term_modes JOIN things ON things.id = mode WHERE thing = term.id AND part = 'startMode'
   ORDER BY mode LIMIT 1) AS began,
  (SELECT things.name FROM term_modes JOIN things ON things.id = mode WHERE thing = term.id AND part = 'endMode'
   ORDER BY mode LIMIT 1) AS ended,
  term.earliest_start, term.latest_start, term.earliest_end, term.latest_end, term.shortest_days, term.longest_days,
  term.person, term.post, post.body, post.office, term.id AS term
FROM terms AS term
JOIN persons AS person ON person.id = term.person
JOIN posts AS post ON post.id = term.post
LEFT JOIN bodies AS body ON body.id = post.body;

-- Who held a post on a day: "certain" in every reading of the claims, "possible" in some. First and last day count.
CREATE VIEW holders_on AS
SELECT
  days.day,
  career.name,
  career.title,
  CASE
    WHEN career.certainty = 'certain'
      AND coalesce(career.latest_start, career.latest_end) <= days.day
      AND days.day <= coalesce(career.earliest_end, career.earliest_start) THEN 'certain'
    ELSE 'possible'
  END AS certainty,
  CASE
    WHEN career.earliest_start = days.day AND career.latest_start = days.day THEN 'enters'
    WHEN career.earliest_end = days.day AND career.latest_end = days.day THEN 'leaves'
  END AS boundary,
  career.acting,
  career.body_name,
  career.person, career.post, career.body, career.office, career.term
FROM careers AS career
JOIN days ON days.day BETWEEN coalesce(career.earliest_start, '1917-01-01') AND coalesce(career.latest_end, '1991-12-31');

-- The members and candidate members of the Politburo (1952 to 1966 the Presidium) on a day.
CREATE VIEW members_of_politburo_on AS
SELECT day, name, title, certainty, boundary, person, post, term FROM holders_on WHERE body = 'body:politburo';

-- Who held the secretaryship of the party on a day, whatever the post was called.
CREATE VIEW heads_of_party_on AS
SELECT day, name, title, certainty, boundary, acting, person, post, term
FROM holders_on WHERE office = 'office:secretaryship';

-- Who sat with whom in a body at the same time, each pair both ways, and on how many days: certainly, and possibly.
CREATE VIEW who_sat_with_whom AS
SELECT
  one.name AS name, other.name AS other_name, days_certain, days_possible, first_day, last_day, bodies,
  together.person, together.other
FROM (
  SELECT person, other, days_certain, days_possible, first_day, last_day, bodies FROM sat_together
  UNION ALL
  SELECT other, person, days_certain, days_possible, first_day, last_day, bodies FROM sat_together
) AS together
JOIN persons AS one ON one.id = together.person
JOIN persons AS other ON other.id = together.other;

-- Who followed whom in an office: "stated" by a source, else "in time"; several rows where the order is open.
-- A change of title alone is left out; the table `followed` has it.
CREATE VIEW who_followed_whom AS
SELECT
  office.name AS office_name, before.name AS previous_name, before.title AS previous_title, after.name, after.title,
  after."start", link, at_most_possible, followed.office, before.person AS previous, after.person,
  followed.previous AS previous_term, followed.term
FROM followed
JOIN careers AS before ON before.term = followed.previous
JOIN careers AS after ON after.term = followed.term
JOIN offices AS office ON office.id = followed.office
WHERE before.person <> after.person;

-- What sources say, with source, place and verdict: a row for each claim.
CREATE VIEW claims_with_sources AS
SELECT
  subject.name AS subject_name, claim.property, claim.value, claim.as_written, claim.gloss,
  iif(claim.polarity = 'concept:denied', 1, 0) AS denied,
  verdict.name AS verdict,
  EXISTS (SELECT 1 FROM resolution_claims WHERE resolution_claims.claim = claim.id AND part = 'rejects') AS rejected,
  source.name AS source_name, source_kind.name AS source_kind, passage.locator,
  claim.subject, passage.source, claim.passage, claim.id AS claim
FROM claims AS claim
JOIN things AS subject ON subject.id = claim.subject
JOIN passages AS passage ON passage.id = claim.passage
JOIN sources AS source ON source.id = passage.source
LEFT JOIN things AS source_kind ON source_kind.id = source.source_kind
LEFT JOIN verdicts ON verdicts.claim = claim.id AND verdicts.only_source IS NOT NULL
LEFT JOIN things AS verdict ON verdict.id = verdicts.verdict;

-- The disputed points with their rival values side by side, who gives them, and what was decided.
CREATE VIEW disputes_with_values AS
SELECT
  dispute.name AS dispute_name, status.name AS status, dispute.agreed, said.value, said.denied, said.as_written,
  said.source_name, said.source_kind, said.verdict, said.rejected,
  (SELECT reason FROM dispute_resolutions JOIN resolutions ON resolutions.id = resolution
   WHERE dispute_resolutions.dispute = dispute.id ORDER BY resolution LIMIT 1) AS decision,
  said.subject, said.property, dispute.id AS dispute, said.claim
FROM disputes AS dispute
JOIN things AS status ON status.id = dispute.status
JOIN dispute_claims ON dispute_claims.dispute = dispute.id
JOIN claims_with_sources AS said ON said.claim = dispute_claims.claim;

-- How each source's claims stand: how many agree, refine, are compatible, contradict, and stand alone.
CREATE VIEW sources_weighed AS
SELECT
  source_name, source_kind, count(*) AS claims,
  count(*) FILTER (WHERE verdict = 'agrees') AS agree,
  count(*) FILTER (WHERE verdict = 'refines') AS refine,
  count(*) FILTER (WHERE verdict = 'compatible') AS compatible,
  count(*) FILTER (WHERE verdict = 'contradicts') AS contradict,
  count(*) FILTER (WHERE rejected) AS rejected,
  source
FROM claims_with_sources GROUP BY source;

-- What happened, by day, with who and what had a part in it: a row for each part.
CREATE VIEW events_with_parts AS
SELECT
  event.name AS event_name, coalesce(event."date", event."start") AS "date",
  coalesce(event.earliest_date, event.earliest_start) AS first_day,
  coalesce(event.latest_date, event.latest_start) AS last_day,
  event_parts.part, part.name AS part_name, event.id AS event, event_parts.thing
FROM events AS event
LEFT JOIN event_parts ON event_parts.event = event.id
LEFT JOIN things AS part ON part.id = event_parts.thing;
