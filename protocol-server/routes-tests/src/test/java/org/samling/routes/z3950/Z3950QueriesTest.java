package org.samling.routes.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.SearchScope;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.RpnStructure.Operation;
import org.samling.z3950.data.Term;

class Z3950QueriesTest {

  private static final RpnStructure TERM =
      new AttributesPlusTerm(List.of(), new Term.General(new Octets("a".getBytes(UTF_8))));

  private static Z3950Queries.SizedQuery translated(int operators) {
    var rpn = TERM;
    for (var i = 0; i < operators; i++) {
      rpn = new Operation(rpn, TERM, new RpnStructure.Or());
    }
    return Z3950Queries.translate(
        new Z3950Session(),
        new Database("north", "North", new SearchScope.Union(Set.of(new TenantId(1)))),
        new Query.Rpn(new RpnQuery(Oid.BIB_1, rpn)));
  }

  @Test
  void diagnosticNamesTheMostOperators() {
    assertThat(translated(999).terms()).isEqualTo(1_000);
    assertThatExceptionOfType(DiagnosticException.class)
        .isThrownBy(() -> translated(1_000))
        .satisfies(refused ->
            assertThat(refused.diagnostic())
                .isEqualTo(DefaultDiagFormat.of(Bib1Diagnostic.TOO_MANY_BOOLEAN_OPERATORS, "999")));
  }
}
