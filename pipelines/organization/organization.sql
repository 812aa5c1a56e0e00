-- A business table in its smallest form: four organizations, one row each.
CREATE TABLE Organization (
  OrgID    VARCHAR(50) PRIMARY KEY,
  Name     VARCHAR(50),
  Division VARCHAR(50),
  Location VARCHAR(50)
);

INSERT INTO Organization (OrgID, Name, Division, Location) VALUES
  ('org1', 'electrical', 'electgen', '12'),
  ('org2', 'natural gas', 'gasdist', '13'),
  ('org3', 'water', 'hydro', '14'),
  ('org4', 'truck', 'trucking', '15');
