package org.samling.marc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.CodingChoice.Coding;
import org.samling.core.catalogue.CodingChoice.Reason;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.marc.text.MarcFormatException;

/**
 * In which coding the records of MARC 21 of a file are, as far as its beginning tells. A record
 * that is no UTF-8 may be MARC-8 or Latin-1, and often too little of it is beyond ASCII to tell;
 * but who makes a file makes all of it in one way, as a rule.
 *
 * <p>Safe for use by several threads.
 *
 * @param rule how the coding is settled
 * @param marc8 how many records of the sample are clearly in MARC-8
 * @param latin1 how many are clearly in Latin-1
 * @param lead how far MARC-8 is ahead in all records of the sample together, where each has one
 *     vote or, where it is not clear, a part of one
 */
record FileCoding(CodingRule rule, int marc8, int latin1, double lead) {

  /** How much of the unpacked file is looked at. */
  static final int SAMPLE = 4 * 1024 * 1024;

  /**
   * Of so many records that are clear, one may be otherwise and the file is still of one coding.
   */
  private static final int MOST = 10;

  /** A file of which nothing is known. */
  static FileCoding unknown(CodingRule rule) {
    return new FileCoding(rule, 0, 0, 0);
  }

  /**
   * Looks at the beginning of a file.
   *
   * @param sample the beginning
   * @param isWhole whether it is all of the file
   * @param format the format of all records, or null to find it out from each
   */
  static FileCoding of(
      CodingRule rule, byte[] sample, boolean isWhole, @Nullable RecordFormat format)
      throws IOException {
    if (rule != CodingRule.AUTO && rule != CodingRule.HOLD) {
      return unknown(rule);
    }
    var frames = new Iso2709Frames(new ByteArrayInputStream(sample), 0);
    var marc8 = 0;
    var latin1 = 0;
    var lead = 0.0;
    for (var frame = frames.next(); frame != null; frame = frames.next()) {
      var isCut = !isWhole && frame.offset() + frame.bytes().length() == sample.length;
      var bytes = frame.bytes().toArray();
      var from = isCut ? -1 : Iso2709Decoder.textsOfMarc21(bytes, format);
      var evidence = from < 0 ? null : open(bytes, from);
      if (evidence == null) {
        continue;
      }
      marc8 += evidence.isClear() && evidence.lead() > 0 ? 1 : 0;
      latin1 += evidence.isClear() && evidence.lead() < 0 ? 1 : 0;
      lead += Math.clamp(evidence.lead() / (double) LatinEvidence.CLEAR, -1, 1);
    }
    return new FileCoding(rule, marc8, latin1, lead);
  }

  /**
   * What tells MARC-8 from Latin-1 in a record, or null where it is neither or needs no telling.
   */
  private static @Nullable LatinEvidence open(byte[] bytes, int from) {
    var evidence = CodingEvidence.of(bytes, from, bytes.length);
    if (evidence.high() == 0 || evidence.escapes() > 0 || evidence.isUtf8(bytes[9] == 'a')) {
      return null;
    }
    var latin = LatinEvidence.of(bytes, from, bytes.length);
    return isOther(evidence, latin) ? null : latin;
  }

  /**
   * The coding of a record.
   *
   * @param declared leader position 09
   * @throws MarcFormatException where it is in none that is known, or is to be held
   */
  CodingChoice of(char declared, byte[] bytes, int from) {
    var evidence = CodingEvidence.of(bytes, from, bytes.length);
    if (!evidence.beyondAscii()) {
      return new CodingChoice(Coding.ASCII, Reason.BYTES);
    }
    var choice =
        switch (rule) {
          case UTF_8 -> new CodingChoice(Coding.UTF_8, Reason.SETTING);
          case MARC_8 -> new CodingChoice(Coding.MARC_8, Reason.SETTING);
          case LATIN_1 -> new CodingChoice(Coding.LATIN_1, Reason.SETTING);
          case AUTO, HOLD -> told(declared, evidence, bytes, from);
        };
    if (rule == CodingRule.HOLD && choice.isUndecided()) {
      throw new MarcFormatException(
          "The text may be MARC-8 or Latin-1, and undecided records are to be held: say which it is,"
              + " for an import with --coding, for its source with import.codings.");
    }
    return choice;
  }

  private CodingChoice told(char declared, CodingEvidence evidence, byte[] bytes, int from) {
    if (evidence.isUtf8(declared == 'a')) {
      return new CodingChoice(Coding.UTF_8, Reason.BYTES);
    }
    if (evidence.escapes() > 0) {
      return new CodingChoice(Coding.MARC_8, Reason.BYTES);
    }
    var latin = LatinEvidence.of(bytes, from, bytes.length);
    if (isOther(evidence, latin)) {
      throw new MarcFormatException(
          "The text is neither UTF-8 nor MARC-8 nor Latin-1; it must be converted before it is read.");
    }
    return told(declared, latin);
  }

  /** Whether a record is in the code page of another alphabet. */
  private static boolean isOther(CodingEvidence evidence, LatinEvidence latin) {
    return evidence.isOtherAlphabet() && latin.lead() < LatinEvidence.CLEAR;
  }

  private CodingChoice told(char declared, LatinEvidence evidence) {
    var own = evidence.lead() > 0 ? Coding.MARC_8 : Coding.LATIN_1;
    var most = most();
    var isAgainst = isOfOneCoding() && own != most;
    // Against a file that is of one coding a record has to speak twice as clearly.
    if (Math.abs(evidence.lead()) >= LatinEvidence.CLEAR * (isAgainst ? 2 : 1)) {
      return new CodingChoice(own, Reason.BYTES);
    }
    if (most != null) {
      var isFor = isOfOneCoding() && own == most && evidence.lead() != 0;
      return new CodingChoice(most, isFor ? Reason.BYTES_AND_FILE : Reason.FILE);
    }
    return new CodingChoice(declared == 'a' ? Coding.UTF_8 : Coding.MARC_8, Reason.LEADER);
  }

  /** In which coding most of the file is, or null where nothing tells. */
  private @Nullable Coding most() {
    var ahead = marc8 == latin1 ? lead : marc8 - latin1;
    return ahead == 0 ? null : ahead > 0 ? Coding.MARC_8 : Coding.LATIN_1;
  }

  private boolean isOfOneCoding() {
    return Math.max(marc8, latin1) >= MOST * Math.min(marc8, latin1) && marc8 != latin1;
  }
}
