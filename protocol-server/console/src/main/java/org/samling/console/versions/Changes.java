package org.samling.console.versions;

import java.util.List;
import org.samling.console.web.Visit;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;

/** The latest changes of one thing, for the page that shows it. */
public final class Changes {

  private static final int MOST = 20;

  private final ConfigurationVersions versions;

  /** Creates it on the store of changes. */
  public Changes(ConfigurationVersions versions) {
    this.versions = versions;
  }

  /** The latest changes that a filter lets through, the latest first. */
  public List<VersionsPage.Row> of(Visit visit, ChangeFilter filter) {
    return versions.latest(visit.tenant().id(), filter, null, MOST).stream()
        .map(version -> VersionsPage.Row.of(version, visit))
        .toList();
  }
}
