package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What would stand in the way of moving a tenant to another database: rows that are not known to be
 * its own, and keys and numbers that it shares with others. Each exception has its reason here.
 * Tables without a {@code tenant_id}, and those outside the fence, are {@link TenantFenceTest}'s.
 */
class TenantKeysTest {

  private static final Map<String, String> MAY_BE_OF_NO_TENANT =
      Map.of(
          "staff_user.tenant_id",
          "operators are of all tenants",
          "staff_session.work_tenant",
          "a session belongs to the library; its branch of work is chosen later, or never",
          "record_change.tenant_id",
          "common records are in the feed, too",
          "record_link.tenant_id",
          "common records are in works, too",
          "authority_link.tenant_id",
          "common records follow authority records, too",
          "common_import_batch.items_tenant",
          "an import of common records may take a tenant's items, or none",
          "local_import_batch.items_tenant",
          "the same columns; the tenant's own, or null where it takes no items");

  /** Unique keys of tables with a {@code tenant_id} that don't begin with it. */
  private static final Map<String, String> UNIQUE_AMONG_ALL_TENANTS =
      Map.of(
          "account_directory_pkey",
          "an account logs in by its name, before its tenant is known",
          "account_directory_account",
          "nodes ask for accounts of all tenants at once, by UUIDs",
          "staff_user_pkey",
          "a UUID; users may be of no tenant",
          "staff_user_username_key",
          "staff sign in by their name, before their tenant is known",
          "record_change_pkey",
          "a UUID; records may be of no tenant",
          "record_link_pkey",
          "a UUID; records may be of no tenant",
          "authority_link_pkey",
          "begins with a UUID; records may be of no tenant",
          "common_record_holder_pkey",
          "has the tenant, behind the record: the union catalogue asks who holds it",
          "samling_person.link_pkey",
          "has the tenant, behind the person: the registry asks for a person's patrons");

  /** Foreign keys of tables with a {@code tenant_id} that don't begin with it. */
  private static final Map<String, String> REFERENCES_TO_WHAT_IS_NO_TENANTS =
      Map.ofEntries(
          Map.entry("local_record_common_record_id_fkey", "common records are of no tenant"),
          Map.entry("item_common_record_id_fkey", "common records are of no tenant"),
          Map.entry("hold_common_record_id_fkey", "common records are of no tenant"),
          Map.entry("booking_common_record_id_fkey", "common records are of no tenant"),
          Map.entry("subscription_common_record_id_fkey", "common records are of no tenant"),
          Map.entry(
              "common_record_holder_common_record_id_fkey", "common records are of no tenant"),
          Map.entry(
              "lending_agreement_other_id_fkey",
              "the tenant on the other side, a row of the table of tenants"),
          Map.entry(
              "local_import_batch_items_tenant_fkey",
              "the tenant itself (items_tenant = tenant_id)"),
          Map.entry("guest_agreement_other_id_fkey", "as with lending_agreement"),
          Map.entry("hold_agreement_other_id_fkey", "as with lending_agreement"),
          Map.entry("guest_other_id_fkey", "the home's tenant"),
          Map.entry("patron_elsewhere_other_id_fkey", "the lender's tenant"));

  private static final Map<String, String> SEQUENCES =
      Map.of(
          "import_batch_number",
          "a number names one import, whether of common records or of a tenant's; keys of tenants have the tenant as well",
          "configuration_version_number",
          "triggers number changes without waiting for each other; keys have the tenant as well",
          "session_number",
          "what a session keeps its own number in; no row has one",
          "tenant_number",
          "numbers the tenants themselves, never one twice");

  /** Tables with a tenant, but for partitions, which have the keys of their parents. */
  private static final String OF_TENANTS =
      """
      pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('samling', 'samling_person')
        join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' and not c.relispartition
      """;

  private static TestLibrary library;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static void assertKnown(Map<String, String> known, String sql) {
    assertThat(library.texts(library.north, sql))
        .containsExactlyInAnyOrderElementsOf(known.keySet());
  }

  @Test
  void everyRowOfATenantSaysWhose() {
    assertKnown(
        MAY_BE_OF_NO_TENANT,
        """
        select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace in ('samling'::regnamespace, 'samling_person'::regnamespace) and c.relkind in ('r', 'p')
          and not c.relispartition and a.attname ~ 'tenant' and not a.attnotnull
        """);
  }

  @Test
  void everyUniqueKeyOfATenantBeginsWithTheTenant() {
    assertKnown(
        UNIQUE_AMONG_ALL_TENANTS,
        "select i.indexrelid::regclass::text from pg_index i, "
            + OF_TENANTS
            + " where i.indrelid = c.oid and i.indisunique and i.indkey[0] <> t.attnum");
  }

  @Test
  void everyReferenceOfATenantStaysWithinTheTenant() {
    assertKnown(
        REFERENCES_TO_WHAT_IS_NO_TENANTS,
        "select k.conname from pg_constraint k, "
            + OF_TENANTS
            + " where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0 and k.conkey[1] <> t.attnum");
  }

  @Test
  void noNumbersAreSharedByAllTenants() {
    assertKnown(
        SEQUENCES,
        """
        select relname from pg_class
        where relkind = 'S' and relnamespace in ('samling'::regnamespace, 'samling_person'::regnamespace)
        """);
  }
}
