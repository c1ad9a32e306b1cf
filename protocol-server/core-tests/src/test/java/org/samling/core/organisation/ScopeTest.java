package org.samling.core.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;

class ScopeTest {

  @Test
  void earlierStateOfAnNcipAccountWithoutScopesHasAllOfThem() {
    assertThat(Scope.namedIn(Map.of("protocol", "NCIP", "scopes", "[]"))).isEqualTo(Scope.NCIP);
    assertThat(Scope.namedIn(Map.of("protocol", "NCIP", "scopes", "[\"ncip:lookup\"]")))
        .containsExactly(Scope.NCIP_LOOKUP);
    assertThat(Scope.namedIn(Map.of("protocol", "REST", "scopes", "[]"))).isEmpty();
  }
}
