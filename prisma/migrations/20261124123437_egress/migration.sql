-- CreateTable
CREATE TABLE "egress_rules" (
    "workspace_id" TEXT NOT NULL,
    "allow" TEXT[],
    "updated_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "egress_rules_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "egress_limits" (
    "connection_id" TEXT NOT NULL,
    "rates" JSONB,
    "concurrency" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "egress_limits_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "egress_gates" (
    "key" TEXT NOT NULL,
    "paused_until" BIGINT NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "open_until" BIGINT NOT NULL DEFAULT 0,
    "probe_until" BIGINT NOT NULL DEFAULT 0,
    "waiting_rank" INTEGER NOT NULL DEFAULT 0,
    "waiting_until" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "egress_gates_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "egress_permits" (
    "key" TEXT NOT NULL,
    "window_ms" BIGINT NOT NULL,
    "expires_ms" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "egress_permits_pkey" PRIMARY KEY ("key","window_ms","expires_ms")
);

-- CreateTable
CREATE TABLE "egress_requests" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT,
    "run_id" TEXT,
    "node_id" TEXT,
    "method" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "status" INTEGER,
    "error_code" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" INTEGER NOT NULL,
    "waited_ms" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "egress_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "egress_requests_connection_id_id_idx" ON "egress_requests"("connection_id", "id" DESC);

-- CreateIndex
CREATE INDEX "egress_requests_run_id_id_idx" ON "egress_requests"("run_id", "id" DESC);

-- CreateIndex
CREATE INDEX "egress_requests_workspace_id_id_idx" ON "egress_requests"("workspace_id", "id" DESC);

-- CreateIndex
CREATE INDEX "egress_requests_at_idx" ON "egress_requests"("at");

-- AddForeignKey
ALTER TABLE "egress_rules" ADD CONSTRAINT "egress_rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "egress_limits" ADD CONSTRAINT "egress_limits_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Gives out up to p_want permits of a gate, in one atomic step. Afterwards, for every rule, no more than its limit
-- counts at this moment, and what is given counts until `hold` + `window` from now, or until it is settled for another
-- moment. p_settled moves permits given earlier: [window, expiry so far, new expiry or null, count].
-- Nothing is given while the gate is paused or open, or while somebody more urgent waits; an open gate whose time has
-- come gives one permit, to try. Answers in milliseconds of the database's clock.
CREATE FUNCTION telar_take_permits(
  p_key text, p_want integer, p_rank integer, p_rules jsonb, p_settled jsonb, p_probe_ms bigint,
  OUT granted integer, OUT now_ms bigint, OUT retry_ms bigint, OUT reason text, OUT failures integer
) LANGUAGE plpgsql AS $$
DECLARE
  gate egress_gates;
  rule record;
  used bigint;
BEGIN
  -- A crash of the server may forget the last permits; waiting for the disk at every request would cost far more.
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO gate FROM egress_gates WHERE key = p_key FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO egress_gates (key) VALUES (p_key) ON CONFLICT DO NOTHING;
    SELECT * INTO gate FROM egress_gates WHERE key = p_key FOR UPDATE;
  END IF;
  now_ms := floor(extract(epoch FROM clock_timestamp()) * 1000);
  failures := gate.failures;
  granted := 0;
  retry_ms := 0;

  UPDATE egress_permits SET count = greatest(0, egress_permits.count - moved.count)
  FROM (SELECT (item->>0)::bigint AS window_ms, (item->>1)::bigint AS expires_ms, sum((item->>3)::int) AS count
        FROM jsonb_array_elements(p_settled) item GROUP BY 1, 2) moved
  WHERE key = p_key AND egress_permits.window_ms = moved.window_ms AND egress_permits.expires_ms = moved.expires_ms;
  INSERT INTO egress_permits (key, window_ms, expires_ms, count)
  SELECT p_key, (item->>0)::bigint, (item->>2)::bigint, sum((item->>3)::int)
  FROM jsonb_array_elements(p_settled) item WHERE (item->>2)::bigint > now_ms GROUP BY 2, 3
  ON CONFLICT (key, window_ms, expires_ms) DO UPDATE SET count = egress_permits.count + excluded.count;
  IF p_want <= 0 THEN RETURN; END IF;

  IF gate.paused_until > now_ms THEN
    retry_ms := gate.paused_until; reason := 'paused'; RETURN;
  ELSIF gate.open_until > now_ms OR (gate.open_until > 0 AND gate.probe_until > now_ms) THEN
    retry_ms := greatest(gate.open_until, gate.probe_until); reason := 'open'; RETURN;
  ELSIF gate.waiting_rank < p_rank AND gate.waiting_until > now_ms THEN
    retry_ms := least(gate.waiting_until, now_ms + 25); reason := 'limited'; RETURN;
  END IF;

  granted := CASE WHEN gate.open_until > 0 THEN 1 ELSE p_want END;
  FOR rule IN SELECT (item->>0)::bigint AS window_ms, (item->>1)::bigint AS most
              FROM jsonb_array_elements(p_rules) item LOOP
    DELETE FROM egress_permits
    WHERE key = p_key AND egress_permits.window_ms = rule.window_ms AND expires_ms <= now_ms;
    SELECT coalesce(sum(count), 0) INTO used FROM egress_permits
    WHERE key = p_key AND egress_permits.window_ms = rule.window_ms;
    granted := least(granted, greatest(0, rule.most - used));
    IF used >= rule.most THEN
      SELECT greatest(retry_ms, min(expires_ms)) INTO retry_ms FROM (
        SELECT expires_ms, sum(count) OVER (ORDER BY expires_ms) AS freed FROM egress_permits
        WHERE key = p_key AND egress_permits.window_ms = rule.window_ms
      ) expiring WHERE freed > used - rule.most;
    END IF;
  END LOOP;

  IF granted = 0 THEN
    reason := 'limited';
    UPDATE egress_gates SET waiting_rank = p_rank, waiting_until = least(retry_ms, now_ms + 1000) + 100
    WHERE key = p_key AND (waiting_rank >= p_rank OR waiting_until <= now_ms);
    RETURN;
  END IF;
  INSERT INTO egress_permits (key, window_ms, expires_ms, count)
  SELECT p_key, (item->>0)::bigint, telar_permit_expiry(now_ms, item), granted FROM jsonb_array_elements(p_rules) item
  ON CONFLICT (key, window_ms, expires_ms) DO UPDATE SET count = egress_permits.count + excluded.count;
  IF gate.open_until > 0 THEN
    UPDATE egress_gates SET probe_until = now_ms + p_probe_ms WHERE key = p_key;
  ELSIF gate.waiting_until > 0 AND gate.waiting_rank >= p_rank THEN
    UPDATE egress_gates SET waiting_until = 0 WHERE key = p_key;
  END IF;
END $$;

-- A rule is [window, most, hold, grain]; expiries are rounded up to the grain, so that few rows hold many permits.
CREATE FUNCTION telar_permit_expiry(p_now_ms bigint, p_rule jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ((p_now_ms + (p_rule->>0)::bigint + (p_rule->>2)::bigint + (p_rule->>3)::bigint - 1) / (p_rule->>3)::bigint)
    * (p_rule->>3)::bigint
$$;

-- Tells a gate how a request went. p_outcome is 'success', 'failure' or 'neutral'; p_pause_ms: how long the other side
-- asked to wait, else 0. After p_threshold failures in a row, or a failed try, the gate opens for p_open_ms, doubled
-- with every further failure up to p_max_open_ms.
CREATE FUNCTION telar_report_outcome(
  p_key text, p_outcome text, p_pause_ms bigint, p_threshold integer, p_open_ms bigint, p_max_open_ms bigint,
  OUT now_ms bigint, OUT paused_until bigint, OUT open_until bigint, OUT failures integer
) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  now_ms := floor(extract(epoch FROM clock_timestamp()) * 1000);
  INSERT INTO egress_gates AS gate (key, paused_until, failures)
  VALUES (p_key, CASE WHEN p_pause_ms > 0 THEN now_ms + p_pause_ms ELSE 0 END, (p_outcome = 'failure')::int)
  ON CONFLICT (key) DO UPDATE SET
    paused_until = greatest(gate.paused_until, excluded.paused_until),
    failures = CASE p_outcome WHEN 'success' THEN 0 WHEN 'failure' THEN gate.failures + 1 ELSE gate.failures END,
    probe_until = CASE p_outcome WHEN 'neutral' THEN gate.probe_until ELSE 0 END,
    open_until = CASE
      WHEN p_outcome = 'success' THEN 0
      WHEN p_outcome = 'failure' AND gate.failures + 1 >= p_threshold AND gate.open_until <= now_ms
        THEN now_ms + least(p_max_open_ms, p_open_ms * 2 ^ least(20, gate.failures + 1 - p_threshold))::bigint
      ELSE gate.open_until END
  RETURNING gate.paused_until, gate.open_until, gate.failures INTO paused_until, open_until, failures;
END $$;

-- Counts permits that others took from the same rate, as the other side tells: at least p_used are used now.
CREATE FUNCTION telar_count_foreign(p_key text, p_rule jsonb, p_used bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_ms bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);
  known bigint;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM FROM egress_gates WHERE key = p_key FOR UPDATE;
  SELECT coalesce(sum(count), 0) INTO known FROM egress_permits
  WHERE key = p_key AND window_ms = (p_rule->>0)::bigint AND expires_ms > now_ms;
  IF p_used > known THEN
    INSERT INTO egress_permits (key, window_ms, expires_ms, count)
    VALUES (p_key, (p_rule->>0)::bigint, telar_permit_expiry(now_ms, p_rule), p_used - known)
    ON CONFLICT (key, window_ms, expires_ms) DO UPDATE SET count = egress_permits.count + excluded.count;
  END IF;
END $$;
