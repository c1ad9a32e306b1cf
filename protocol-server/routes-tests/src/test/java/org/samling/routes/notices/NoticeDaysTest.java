package org.samling.routes.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;

class NoticeDaysTest {

  /** More than a page: as many as a large library has due on a day. */
  private static final int LOANS = 2_300;

  @Test
  void allLoansOfADayAreTold() {
    try (var library = new TestLibrary()) {
      library.set(Setting.NOTICE_PRE_DUE_DAYS, "3");
      library.addStock(LOANS, 1);
      library.submit(TestLibrary.checkout(library.north, "2000000000", "3000000000"));
      library.asSuperuser(
          """
          insert into loan select n.* from loan o
          join item i on i.tenant_id = o.tenant_id and i.barcode between '3000000001' and '3999999999'
          cross join lateral jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'item_id', i.id)) n;
          update loan set due_at = now() + interval '2 days'
          """);
      var store = library.store;
      var tenant = store.tenants().byCode("north").orElseThrow();
      var days = new NoticeDays(store.inquiries(), store.notices());

      assertThat(days.run(tenant, Instant.now())).isEqualTo(LOANS);
      assertThat(library.count(library.north, "select count(*) from notice")).isEqualTo(LOANS);
      assertThat(days.run(tenant, Instant.now())).as("each once").isZero();
    }
  }
}
