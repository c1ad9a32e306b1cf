/** Tests of the YAML reader and the configuration. */
@NullMarked
package org.samling.server.config;

import org.jspecify.annotations.NullMarked;
