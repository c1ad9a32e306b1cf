package org.samling.postgres.tables;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Identification;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Membership;
import org.samling.postgres.loader.FactsLoader;

/**
 * A patron, found by an identifier, as {@link FactsLoader#PATRON_COLUMNS} selects it.
 *
 * @param asked the identifier as it was given
 * @param key its stored form
 * @param value the patron's name in outcomes: the identifier, or a card where that is a CPR number;
 *     null where no card is left
 * @param blocks the letters of the blocks in force today
 */
public record PatronRow(
    String asked,
    IdentifierKind kind,
    String key,
    boolean isBlocked,
    boolean isInTime,
    @Nullable String value,
    UUID id,
    String name,
    String category,
    String branch,
    String language,
    @Nullable LocalDate birthDate,
    @Nullable LocalDate expiresOn,
    @Nullable LocalDate awayFrom,
    @Nullable LocalDate awayUntil,
    @Nullable String blocks,
    List<String> groups,
    int overdue,
    int holds,
    long debt) {

  public Identification identification() {
    return new Identification(asked, id, kind, key, isBlocked, isInTime);
  }

  public PatronFacts facts() {
    return new PatronFacts(
        id,
        value == null ? "" : value,
        name,
        new Membership(category, branch, language, expiresOn),
        birthDate,
        absence(awayFrom, awayUntil),
        blocks == null
            ? List.of()
            : blocks.chars().mapToObj(letter -> BlockCode.ofLetter((char) letter)).toList(),
        new PatronFacts.Load(groups, overdue, holds, debt));
  }

  public void addTo(Facts facts) {
    facts.add(identification(), facts());
  }

  /** When a patron is away, or null. */
  public static @Nullable Absence absence(@Nullable LocalDate from, @Nullable LocalDate until) {
    return from == null || until == null ? null : new Absence(from, until);
  }
}
