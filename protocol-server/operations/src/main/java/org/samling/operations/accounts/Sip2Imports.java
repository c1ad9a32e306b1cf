package org.samling.operations.accounts;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Means;

/** What the import of another system's SIP2 accounts takes and returns. */
public final class Sip2Imports {

  private static final int NAME = 200;
  private static final int PLACES = 4_000;

  private Sip2Imports() {}

  /** How a file is imported. */
  public record ImportWanted(
      @Means(
              "the branch of each institution of the file: CPL=DK-779700,LPL=DK-779701; not needed where an institution is called as its branch, or as the only one of its agency")
          @Size(max = PLACES) @Nullable String branches,
      @Means("the preset from which the accounts differ; default: self-check") @Size(max = NAME) @Nullable String preset,
      @Means("whether to say only what would be done") @Nullable Boolean dryRun) {}

  /** What became of a file. */
  public record Imported(
      @Means("whether nothing was stored") boolean dryRun,
      List<ImportedAccount> accounts,
      @Means("what became of every key of the file; passwords are never told")
          List<ImportedKey> keys,
      @Means("what is said in the server's configuration, as a line of it; null for nothing")
          @Nullable String configuration) {}

  /** What became of an account. */
  public record ImportedAccount(
      String name,
      @Means("the code of its branch; null where none was found") @Nullable String branch,
      Result result,
      @Means("what to do about it, if anything") @Nullable String note) {}

  /** What became of an account. */
  public enum Result {
    /** It was created, with the password of the file. */
    CREATED,
    /** It was there, and its profile was changed; its password and branch stay. */
    CHANGED,
    /** It was there, with this profile. */
    UNCHANGED,
    /** Nothing was done. */
    REFUSED
  }

  /** What became of a key. */
  public record ImportedKey(
      @Means("the element that has it") String at,
      String key,
      Fate fate,
      @Means("what it is here, or why it is not") String note) {}

  /** What becomes of a key. */
  public enum Fate {
    /** It was taken. */
    TAKEN,
    /** It is always so. */
    ALWAYS,
    /** It is said elsewhere. */
    ELSEWHERE,
    /** There is nothing like it. */
    NOT_TAKEN
  }
}
