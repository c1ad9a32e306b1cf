/**
 * Reads the YAML files that people write: checks them against a JSON Schema, reports errors by
 * file, line and field, and binds them to records. Holds the configuration of the server.
 *
 * <p>Imports the core's {@code Secret} and {@code CommandKey}, and the server's types for networks
 * and certificates.
 */
@NullMarked
package org.samling.library.config;

import org.jspecify.annotations.NullMarked;
