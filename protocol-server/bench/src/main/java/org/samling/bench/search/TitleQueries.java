package org.samling.bench.search;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.samling.bench.measure.Superuser;
import org.samling.core.organisation.TenantId;

/** Searches that each find something in the catalogue of a tenant. */
public final class TitleQueries {

  private static final Pattern WORD = Pattern.compile("\\p{L}{5,}");

  private static final String TITLES =
      """
      select title from (
        select distinct c.control_number, c.title from common_record c join item i on i.common_record_id = c.id
        where i.tenant_id = %1$s and i.barcode in (
          select barcode from item where tenant_id = %1$s order by md5(barcode) limit 300)) chosen
      order by md5(control_number)
      """;

  private TitleQueries() {}

  /** Searches for the longest word of each of some titles of which the tenant has items. */
  public static List<SearchQuery> of(Superuser superuser, TenantId tenant) throws SQLException {
    var queries = new ArrayList<SearchQuery>();
    superuser.rows(
        TITLES.formatted(tenant),
        row ->
            WORD.matcher(row.getString(1))
                .results()
                .map(MatchResult::group)
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .ifPresent(word -> queries.add(SearchQuery.of(SearchQuery.Kind.MIDDLING, word))));
    return queries;
  }
}
