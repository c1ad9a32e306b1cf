package org.samling.exchange.generate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.samling.core.catalogue.Work;
import org.samling.core.organisation.ItemCategory;

/** The material of a title, and so the item category of its items. It follows from its number. */
enum Material {
  BOOK("book", "Bog", "001", 30, 2, 66, Work.Material.BOOK),
  QUICK("new-book", "Kviklån", "001", 14, 0, 3, Work.Material.BOOK),
  COMIC("comic", "Tegneserie", "001", 30, 2, 8, Work.Material.COMIC),
  AUDIOBOOK("audiobook", "Lydbog på cd", "006", 30, 2, 5, Work.Material.AUDIOBOOK),
  MUSIC("music", "Musik på cd", "006", 30, 2, 4, Work.Material.MUSIC),
  FILM("film", "Film", "005", 7, 1, 6, Work.Material.FILM),
  GAME("game", "Spil", "000", 14, 0, 2, Work.Material.GAME),
  MAGAZINE("magazine", "Tidsskrift", "002", 14, 1, 3, Work.Material.PERIODICAL),
  REFERENCE("reference", "Opslagsværk", "001", 0, 0, 3, Work.Material.BOOK);

  /** Visits all hundred shares in turn, having no common divisor with 100. */
  private static final int STEP = 37;

  private final String code;
  private final String title;
  private final String mediaType;
  private final int days;
  private final int renewals;
  private final int share;
  private final Work.Material work;

  Material(
      String code,
      String title,
      String mediaType,
      int days,
      int renewals,
      int share,
      Work.Material work) {
    this.code = code;
    this.title = title;
    this.mediaType = mediaType;
    this.days = days;
    this.renewals = renewals;
    this.share = share;
    this.work = work;
  }

  private boolean forLoan() {
    return days > 0;
  }

  /** The material of a title, by its number. */
  static Material of(long title) {
    var left = (int) (title * STEP % 100);
    for (var material : values()) {
      left -= material.share;
      if (left < 0) {
        return material;
      }
    }
    throw new IllegalStateException("the shares of the materials are less than a hundred");
  }

  /** The SQL of a title's item category, by its number. */
  static String categoryOf(String title) {
    var below = 0;
    var cases = new StringBuilder("case");
    for (var material : values()) {
      below += material.share;
      cases
          .append(" when %s * %d %% 100 < %d then '".formatted(title, STEP, below))
          .append(material.code)
          .append('\'');
    }
    return cases.append(" end").toString();
  }

  /** The codes of the categories for loan, as an SQL list. */
  static String codesForLoan() {
    return Arrays.stream(values())
        .filter(Material::forLoan)
        .map(m -> "'" + m.code + "'")
        .collect(Collectors.joining(", "));
  }

  /** All item categories. */
  static List<ItemCategory> categories() {
    return Arrays.stream(values())
        .map(m -> new ItemCategory(m.code, m.title, m.mediaType, m.forLoan(), m.days, m.renewals))
        .toList();
  }

  Work.Material work() {
    return work;
  }
}
