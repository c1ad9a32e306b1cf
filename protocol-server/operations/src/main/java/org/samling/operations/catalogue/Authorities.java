package org.samling.operations.catalogue;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityUses;
import org.samling.core.authorities.AuthorityUses.UsingRecord;
import org.samling.core.authorities.ChangedHeading;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.harvest.StoredRecord;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on authority records take and return. */
public final class Authorities {

  private static final String KEY = "source:number of the authority record";
  private static final String OWNER =
      "the code of the tenant whose local record it is; null for a common one";

  private Authorities() {}

  /** Which authority record. */
  public record WhichAuthority(@Means(KEY) String record) {}

  /** An authority record. */
  public record Authority(
      @Means(KEY) String record,
      @Means(OWNER) @Nullable String owner,
      MarcFormat format,
      @Means("the heading for people") String name,
      @Means("the heading in subfields; empty where records can't follow it") String heading,
      @Means("the forms that lead to the heading, in subfields") List<String> seeFrom,
      @Means("related headings, in subfields") List<String> related,
      @Means("how many records use it") @Min(0) long records,
      @Means("how many of these the index has yet to take in as they are now") @Min(0) long waiting) {

    static Authority of(StoredRecord found, @Nullable String owner, AuthorityUses.Count count) {
      var record = found.record();
      var format = record.format().marc();
      return new Authority(
          record.key().toString(),
          owner,
          format,
          record.brief().title(),
          ChangedHeading.of(record.content(), format).orElse(""),
          ChangedHeading.others(record.content(), format, '4'),
          ChangedHeading.others(record.content(), format, '5'),
          count.records(),
          count.waiting());
    }
  }

  /** A page of records that use an authority record. */
  public record Users(List<User> records, @Means(Paging.NEXT) @Nullable String next) {}

  /** A record that uses an authority record. */
  public record User(
      @Means("source:number of the title") String record,
      @Means(OWNER) @Nullable String owner,
      String title,
      @Nullable String author) {

    static User of(UsingRecord user, @Nullable String owner) {
      return new User(user.key().toString(), owner, user.title(), user.author());
    }
  }

  /** A new heading. */
  public record ChangeOfHeading(
      @Means(KEY) String record,
      @Means("in subfields, such as $aHolm, Frida,$d1901-; the first character is before each code")
          @Size(min = 3, max = 1_000) String heading,
      @Means("both indicators; by default those it has") @Size(min = 2, max = 2) @Nullable String indicators,
      @Means("whether the former heading leads to the new one; by default it does")
          @Nullable Boolean keepFormer) {}

  /** A heading that was changed. */
  public record HeadingChanged(
      @Means("the number of the import by which it was changed, and can be undone") @Min(0) long number,
      @Means("how many records use it") @Min(0) long records,
      @Means("the heading for people") String name) {}
}
