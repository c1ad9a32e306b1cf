/** Tests of the YAML reader and the configuration. */
@NullMarked
package org.samling.library.config;

import org.jspecify.annotations.NullMarked;
