"""
A function of the owner that rewrites the ballot tables' files, so that deleted rows leave the disk.

VACUUM FULL needs the owner and no transaction, and the owner does not sign in while the product runs. CLUSTER rewrites a
table just the same and may stand in a function: it runs with the owner's rights, takes nothing, and only the maintenance
role may call it. Rewritten in the order of random keys, which says nothing either. docs/decisions/0017.
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION surveys_forget_dead_rows() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  SET LOCAL lock_timeout = '10s';
  CLUSTER public.surveys_sealedballot USING surveys_sealedballot_pkey;
  CLUSTER public.surveys_response USING surveys_response_pkey;
  CLUSTER public.surveys_remark USING surveys_remark_pkey;
  CLUSTER public.surveys_sealedword USING surveys_sealedword_pkey;
  CLUSTER public.surveys_word USING surveys_word_pkey;
  CLUSTER public.surveys_removal USING surveys_removal_pkey;
END $$;
REVOKE ALL ON FUNCTION surveys_forget_dead_rows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION surveys_forget_dead_rows() TO belonging_maint;
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_first_release")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION surveys_forget_dead_rows()")]
