package org.samling.postgres.registers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.postgres.rows.Rows;

/** What sign-ins leave behind is forgotten by the store's own maintenance. */
class SignInRetentionTest {

  @Test
  void sessionsSignInsAndOriginsThatAreOverAreForgottenAlthoughNobodySignsIn() throws SQLException {
    try (var library = new TestLibrary()) {
      library
          .store
          .staff()
          .add(
              new Staff.NewMember(
                  "karen", "Karen", StaffRole.OPERATOR, null, Set.of(), new Secret("word")));
      library.asSuperuser(
          """
          insert into staff_session (token_hash, staff_id, begun_at, used_at)
          select sha256(age::text::bytea), u.id, now() - begun, now() - age from staff_user u,
            (values (interval '29 minutes', interval '11 hours'), ('31 minutes', '11 hours'), ('1 minute', '13 hours')) a (age, begun)
          """);
      library.asSuperuser(
          """
          insert into staff_sign_in (token_hash, staff_id, enrolled, begun_at)
          select sha256(age::text::bytea), u.id, true, now() - age from staff_user u,
            (values (interval '1 minute'), ('1 hour')) a (age)
          """);
      library.asSuperuser(
          """
          insert into login_origin (name, origin, right_at, wrong_at) values
            ('known', 'x', now() - interval '89 days', null), ('gone', 'x', now() - interval '91 days', null),
            ('tried', '*', null, now() - interval '23 hours'), ('not tried', '*', null, now() - interval '25 hours')
          """);
      library.store.maintain();
      try (var superuser = TestPostgres.connect(library.roles.url())) {
        assertThat(
                Rows.one(
                    superuser,
                    String.class,
                    "select string_agg(name, ', ' order by name) from samling.login_origin"))
            .isEqualTo("known, tried");
        for (var table : List.of("staff_session", "staff_sign_in")) {
          assertThat(Rows.one(superuser, Long.class, "select count(*) from samling." + table))
              .as(table)
              .isEqualTo(1);
        }
      }
    }
  }
}
