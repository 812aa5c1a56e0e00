-- The ERP and the manufacturing execution system of a bottling company, for PostgreSQL.
-- It is a sample, but has what real ones have: composite keys, NULLs, padded codes, money as
-- NUMERIC, times with and without a zone, JSON, and column names that need quotes.

CREATE SCHEMA erp;
CREATE SCHEMA mes;

-- Where things are made ---------------------------------------------------------------------

CREATE TABLE mes.plant (
  code         VARCHAR(8)   PRIMARY KEY,
  name         VARCHAR(80)  NOT NULL,
  city         VARCHAR(60)  NOT NULL,
  country      CHAR(2)      NOT NULL,
  latitude     NUMERIC(8,5) NOT NULL,
  longitude    NUMERIC(8,5) NOT NULL,
  time_zone    VARCHAR(40)  NOT NULL,
  opened_on    DATE         NOT NULL,
  first_shift  TIME         NOT NULL,               -- by the plant's own clock
  floor_area   DOUBLE PRECISION                     -- square metres
);

CREATE TABLE mes.line (
  code             VARCHAR(10) PRIMARY KEY,
  plant_code       VARCHAR(8)  NOT NULL REFERENCES mes.plant,
  name             VARCHAR(80) NOT NULL,
  state            CHAR(1)     NOT NULL CHECK (state IN ('R', 'S', 'M', 'C')),
  bottles_per_hour INTEGER     NOT NULL,
  efficiency       DOUBLE PRECISION,                -- 0 to 1; NULL until first measured
  commissioned_on  DATE        NOT NULL
);
CREATE INDEX ON mes.line (plant_code);

CREATE TABLE mes.machine (
  id           INTEGER       PRIMARY KEY,
  code         VARCHAR(10)   NOT NULL UNIQUE,
  plant_code   VARCHAR(8)    NOT NULL REFERENCES mes.plant,
  line_code    VARCHAR(10)   REFERENCES mes.line,   -- NULL: a spare, in the store
  position     SMALLINT,                            -- along the line, from 1
  kind         VARCHAR(40)   NOT NULL,
  state        CHAR(1)       NOT NULL CHECK (state IN ('R', 'S', 'M', 'C')),
  rated_kw     NUMERIC(8,2),
  nameplate    JSONB         NOT NULL,
  installed_on DATE,
  last_service TIMESTAMP,                           -- without a zone: the head office's clock
  updated_at   TIMESTAMPTZ   NOT NULL,
  scrapped     BOOLEAN       NOT NULL
);
CREATE INDEX ON mes.machine (line_code);

CREATE TABLE mes.maintenance (
  id         BIGINT         PRIMARY KEY,
  machine_id INTEGER        NOT NULL REFERENCES mes.machine,
  kind       VARCHAR(20)    NOT NULL,
  minutes    INTEGER        NOT NULL,
  cost       NUMERIC(10,2),
  done_at    TIMESTAMP      NOT NULL,
  remark     TEXT
);
CREATE INDEX ON mes.maintenance (machine_id);

-- What the gateway writes: text, and nothing is checked.
CREATE TABLE mes.sensor_import (
  sensor_id    TEXT,
  machine_code TEXT,
  quantity     TEXT,
  unit         TEXT,
  low_limit    TEXT,
  high_limit   TEXT,
  calibrated   TEXT,
  note         TEXT
);

-- What is made, and of what -----------------------------------------------------------------

CREATE TABLE erp.product_family (
  code CHAR(6)     PRIMARY KEY,                     -- shorter codes are padded with blanks
  name VARCHAR(80) NOT NULL,
  kind CHAR(1)     NOT NULL CHECK (kind IN ('F', 'M'))
);

CREATE TABLE erp.product (
  sku               VARCHAR(10)  PRIMARY KEY,
  name              VARCHAR(120) NOT NULL,
  family_code       CHAR(6)      NOT NULL REFERENCES erp.product_family,
  kind              CHAR(1)      NOT NULL CHECK (kind IN ('F', 'M')),
  volume_l          NUMERIC(6,3),
  list_price        NUMERIC(12,4),
  currency          CHAR(3),
  "Unit of measure" VARCHAR(4)   NOT NULL,
  slogan            TEXT,
  vegan             BOOLEAN,
  shelf_life_days   INTEGER,
  introduced_on     DATE,
  replaced_by       VARCHAR(10)  REFERENCES erp.product
);
CREATE INDEX ON erp.product (family_code);

CREATE TABLE erp.bill_of_materials (
  product_sku  VARCHAR(10)   NOT NULL REFERENCES erp.product,
  position     INTEGER       NOT NULL,
  material_sku VARCHAR(10)   NOT NULL REFERENCES erp.product,
  quantity     NUMERIC(12,5) NOT NULL,
  unit         VARCHAR(4)    NOT NULL,
  scrap        NUMERIC(5,2),                        -- percent
  PRIMARY KEY (product_sku, position)
);

CREATE TABLE erp.stock (
  plant_code    VARCHAR(8)    NOT NULL REFERENCES mes.plant,
  sku           VARCHAR(10)   NOT NULL REFERENCES erp.product,
  quantity      NUMERIC(14,3) NOT NULL,
  reorder_point NUMERIC(14,3),
  bin           VARCHAR(12),
  counted_at    TIMESTAMPTZ,
  PRIMARY KEY (plant_code, sku)
);

CREATE TABLE erp.supplier (
  no               INTEGER      PRIMARY KEY,
  name             VARCHAR(100) NOT NULL,
  city             VARCHAR(60)  NOT NULL,
  country          CHAR(2)      NOT NULL,
  rating           SMALLINT,                        -- 1 to 5
  certified_until  DATE,
  blocked          BOOLEAN      NOT NULL,
  "Contact e-mail" VARCHAR(100)
);

CREATE TABLE erp.supply (
  supplier_no INTEGER       NOT NULL REFERENCES erp.supplier,
  sku         VARCHAR(10)   NOT NULL REFERENCES erp.product,
  price       NUMERIC(12,4) NOT NULL,
  lead_days   INTEGER,
  valid_from  DATE          NOT NULL,
  PRIMARY KEY (supplier_no, sku)
);

-- Who makes it, and when --------------------------------------------------------------------

CREATE TABLE erp.employee (
  no             INTEGER      PRIMARY KEY,
  first_name     VARCHAR(60)  NOT NULL,
  last_name      VARCHAR(60)  NOT NULL,
  plant_code     VARCHAR(8)   NOT NULL REFERENCES mes.plant,
  manager_no     INTEGER      REFERENCES erp.employee,
  shift          CHAR(1)      CHECK (shift IN ('E', 'L', 'N')),
  hours_per_week NUMERIC(4,1) NOT NULL,
  hired_on       DATE         NOT NULL,
  birth_date     DATE
);
CREATE INDEX ON erp.employee (plant_code);

CREATE TABLE mes.qualification (
  employee_no INTEGER     NOT NULL REFERENCES erp.employee,
  line_code   VARCHAR(10) NOT NULL REFERENCES mes.line,
  kind        CHAR(2)     NOT NULL CHECK (kind IN ('OP', 'SV', 'QA')),
  valid_until DATE,
  PRIMARY KEY (employee_no, line_code, kind)
);

CREATE TABLE mes.work_order (
  order_no      VARCHAR(12)  PRIMARY KEY,
  line_code     VARCHAR(10)  NOT NULL REFERENCES mes.line,
  sku           VARCHAR(10)  NOT NULL REFERENCES erp.product,
  quantity      INTEGER      NOT NULL,
  good_quantity INTEGER,
  hours         NUMERIC(6,2) NOT NULL,
  state         CHAR(1)      NOT NULL CHECK (state IN ('P', 'R', 'D')),
  due_at        TIMESTAMPTZ  NOT NULL,
  closed_at     TIMESTAMPTZ,
  released_by   INTEGER      REFERENCES erp.employee
);
CREATE INDEX ON mes.work_order (line_code);
