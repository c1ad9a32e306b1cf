/** YAML files that people write: read, checked by a schema, and refused with the line at fault. */
@NullMarked
package org.samling.library.yaml;

import org.jspecify.annotations.NullMarked;
