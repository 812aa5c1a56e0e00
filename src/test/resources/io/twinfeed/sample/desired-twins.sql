-- What pipelines/bottling/bottling.yaml makes of the tables, said once more in SQL: the rule that
-- creates the twin, the twin's id, and everything that is mapped to it.
WITH
  staff AS (SELECT plant_code, count(*) AS headcount FROM erp.employee GROUP BY plant_code),
  machines AS (
    SELECT line_code, count(*) AS machines FROM mes.machine WHERE NOT scrapped GROUP BY line_code),
  load AS (
    SELECT line_code, count(*) AS orders, sum(hours) AS hours, min(due_at) AS next,
      max(due_at) AS last,
      (array_agg(order_no ORDER BY due_at))[1] AS first, jsonb_object_agg(order_no, hours) AS by_order
    FROM mes.work_order WHERE closed_at IS NULL GROUP BY line_code),
  visits AS (
    SELECT machine_id, kind, count(*) AS visits, sum(minutes) AS minutes, max(done_at) AS last
    FROM mes.maintenance GROUP BY machine_id, kind),
  kept AS (
    SELECT machine_id, sum(visits) AS visits, sum(minutes) AS minutes, max(last) AS last,
      jsonb_agg(kind ORDER BY kind) AS kinds, jsonb_object_agg(kind, minutes) AS by_kind
    FROM visits GROUP BY machine_id),
  recipe AS (
    SELECT product_sku, count(*) AS materials FROM erp.bill_of_materials GROUP BY product_sku),
  bought AS (
    SELECT DISTINCT ON (sku) sku, price FROM erp.supply ORDER BY sku, valid_from DESC)
SELECT 'plant' AS rule, 'plant-' || p.code AS id, (to_jsonb(p) || to_jsonb(s))::text AS content
FROM mes.plant p JOIN staff s ON s.plant_code = p.code
UNION ALL
SELECT 'line', 'line-' || l.code,
  jsonb_build_array(l.code, l.name, l.state, l.bottles_per_hour, l.efficiency, l.commissioned_on,
    m.machines, o.orders, o.hours, o.first, o.next, o.last, o.by_order)::text
FROM mes.line l
  LEFT JOIN machines m ON m.line_code = l.code
  LEFT JOIN load o ON o.line_code = l.code
UNION ALL
SELECT 'machine', 'machine-' || m.code,
  jsonb_build_array(m.code, m.kind, m.position, m.state, m.rated_kw, m.installed_on,
    m.last_service, m.nameplate, k.visits, k.minutes, k.last, k.kinds, k.by_kind)::text
FROM mes.machine m LEFT JOIN kept k ON k.machine_id = m.id
WHERE NOT m.scrapped
UNION ALL
SELECT 'sensor', 'sensor-' || sensor_id, to_jsonb(s)::text FROM mes.sensor_import s
UNION ALL
SELECT 'product family', 'family-' || trim(code), to_jsonb(f)::text FROM erp.product_family f
UNION ALL
SELECT 'product', 'product-' || p.sku,
  jsonb_build_array(to_jsonb(p) - 'family_code' - 'replaced_by', r.materials, b.price)::text
FROM erp.product p
  LEFT JOIN recipe r ON r.product_sku = p.sku
  LEFT JOIN bought b ON b.sku = p.sku
UNION ALL
SELECT 'supplier', 'supplier-' || no, to_jsonb(s)::text FROM erp.supplier s
UNION ALL
SELECT 'employee', 'employee-' || no,
  jsonb_build_array(first_name, last_name, shift, hours_per_week, hired_on)::text
FROM erp.employee
UNION ALL
SELECT 'work order', 'order-' || order_no,
  jsonb_build_array(state, quantity, good_quantity, hours, due_at, closed_at)::text
FROM mes.work_order
