package org.samling.routes.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.search.Bib1Use;
import org.samling.core.search.SearchField;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.AttributeElement.Numeric;

class Bib1AttributesTest {

  @ParameterizedTest
  @EnumSource
  void whatOthersAreAskedByIsWhatWeAreSearchedBy(SearchField field) {
    Bib1Use.of(field)
        .ifPresent(use ->
            assertThat(
                    Bib1Attributes.of(
                            List.of(new AttributeElement(null, 1, new Numeric(use))), Oid.BIB_1)
                        .use())
                .isEqualTo(field));
  }
}
