-- The relationships of pipelines/bottling/bottling.yaml in SQL: the rule, what stays the same when
-- the relationship is updated (its source, where it is exclusive), and what may change.
SELECT 'inPlant' AS rule, code AS id, plant_code::text AS content FROM mes.line
UNION ALL
SELECT 'partOf', code, concat_ws(' ', line_code, installed_on)
FROM mes.machine WHERE NOT scrapped AND line_code IS NOT NULL
UNION ALL
SELECT 'attachedTo', sensor_id, machine_code FROM mes.sensor_import
UNION ALL
SELECT 'memberOf', sku, family_code FROM erp.product
UNION ALL
SELECT 'replacedBy', sku, replaced_by FROM erp.product WHERE replaced_by IS NOT NULL
UNION ALL
SELECT 'contains', concat_ws(' ', product_sku, material_sku, position),
  jsonb_build_array(quantity, unit, scrap)::text
FROM erp.bill_of_materials
UNION ALL
SELECT 'stocks', concat_ws(' ', plant_code, sku),
  jsonb_build_array(quantity, reorder_point, bin, counted_at)::text
FROM erp.stock
UNION ALL
SELECT 'supplies', concat_ws(' ', supplier_no, sku),
  jsonb_build_array(price, lead_days, valid_from)::text
FROM erp.supply
UNION ALL
SELECT 'worksAt', no::text, plant_code FROM erp.employee
UNION ALL
SELECT 'reportsTo', no::text, manager_no::text FROM erp.employee WHERE manager_no IS NOT NULL
UNION ALL
SELECT 'qualifiedFor', concat_ws(' ', employee_no, line_code, kind), valid_until::text
FROM mes.qualification
UNION ALL
SELECT 'produces', order_no, sku FROM mes.work_order
UNION ALL
SELECT 'runsOn', order_no, line_code FROM mes.work_order
UNION ALL
SELECT 'releasedBy', order_no, released_by::text FROM mes.work_order WHERE released_by IS NOT NULL
