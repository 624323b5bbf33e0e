#!/bin/sh
# Run once by the postgres image, on an empty data folder: the three roles and the database.
# The application role owns nothing and may not bypass row-level security; see docs/running.md.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
     --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE belonging_owner LOGIN BYPASSRLS CREATEDB PASSWORD :'owner_password';
CREATE ROLE belonging_app LOGIN NOINHERIT PASSWORD :'app_password';
CREATE ROLE belonging_maint NOLOGIN;
GRANT belonging_maint TO belonging_app WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE belonging OWNER belonging_owner;
\connect belonging
GRANT USAGE ON SCHEMA public TO belonging_app, belonging_maint;
SQL
