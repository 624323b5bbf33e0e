#!/bin/sh
# Writes the two files that hold a password into memory, then becomes the pooler.
set -eu
umask 077
printf '"belonging_app" "%s"\n' "$APP_PASSWORD" > /tmp/users.txt
cat > /tmp/pooler.ini <<END
[databases]
belonging = host=postgres port=5432 dbname=belonging
[pgbouncer]
listen_addr = 0.0.0.0
listen_port = 6432
unix_socket_dir =
auth_type = scram-sha-256
auth_file = /tmp/users.txt
%include /etc/pgbouncer/belonging.ini
END
exec pgbouncer /tmp/pooler.ini
