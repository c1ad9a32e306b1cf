package org.samling.library.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the national person registry's events come from.
 *
 * @param folder the folder into which files of events are put
 * @param keep how long files that were processed are kept
 */
public record RegistrySettings(Path folder, Duration keep) {}
