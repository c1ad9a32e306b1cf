package org.samling.library.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.imports.ImportRules;
import org.samling.library.config.Configuration.ImportFolder;
import org.samling.library.config.Configuration.Imports;
import org.samling.library.config.Configuration.Uploads;

/** Reads the settings for imports, with the checks that a schema can't express. */
final class ImportsReader {

  private static final long MEGABYTE = 1_000_000;

  private final ConfigurationReader reader;

  ImportsReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  /** The part of the file as it is written. */
  record Written(
      int keepVersionsDays,
      int keepReviewsDays,
      int keepFree,
      List<WrittenCoding> codings,
      String authorities,
      List<WrittenFolder> folders,
      String uploads,
      int uploadLimit,
      String uploadTimeout,
      int uploadQueue) {}

  private record WrittenCoding(String source, String coding) {}

  private record WrittenFolder(
      String path,
      @Nullable String tenant,
      String source,
      String format,
      ImportRules.@Nullable Written rules) {}

  Imports imports(Written written) {
    var folders = new ArrayList<ImportFolder>();
    for (var i = 0; i < written.folders().size(); i++) {
      var at = "/import/folders/" + i;
      var folder = written.folders().get(i);
      var path = reader.path(at + "/path", folder.path());
      if (folders.stream().anyMatch(f -> f.path().equals(path))) {
        reader.report(at + "/path", "is already the path of another folder; choose another");
      }
      if (path.toString().matches(".*[?#%].*")) {
        reader.report(at + "/path", "must not contain ?, # or %");
      }
      folders.add(
          new ImportFolder(
              path,
              folder.tenant(),
              folder.source(),
              // The schema lets no other word through.
              folder.format().equals("auto")
                  ? null
                  : RecordFormat.valueOf(
                      folder.format().toUpperCase(Locale.ROOT).replace('-', '_')),
              rules(at + "/rules", folder.rules())));
    }
    return new Imports(
        Duration.ofDays(written.keepVersionsDays()),
        Duration.ofDays(written.keepReviewsDays()),
        written.keepFree(),
        codings(written.codings()),
        // The schema lets no other word through.
        AuthorityMatching.valueOf(written.authorities().toUpperCase(Locale.ROOT)),
        folders,
        new Uploads(
            reader.path("/import/uploads", written.uploads()),
            written.uploadLimit() * MEGABYTE,
            reader.duration("/import/upload-timeout", written.uploadTimeout()),
            written.uploadQueue()));
  }

  private Map<String, CodingRule> codings(List<WrittenCoding> written) {
    var codings = new HashMap<String, CodingRule>();
    for (var i = 0; i < written.size(); i++) {
      var coding = written.get(i);
      if (codings.put(coding.source(), CodingRule.of(coding.coding())) != null) {
        reader.report(
            "/import/codings/" + i + "/source", "is already listed above; list each source once");
      }
    }
    return codings;
  }

  private ImportRules rules(String pointer, ImportRules.@Nullable Written written) {
    try {
      return written == null ? ImportRules.DEFAULT : written.rules();
    } catch (IllegalArgumentException e) {
      reader.report(pointer, String.valueOf(e.getMessage()));
      return ImportRules.DEFAULT;
    }
  }
}
