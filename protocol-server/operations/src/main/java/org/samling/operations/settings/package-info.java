/** The settings of a tenant's places. */
@NullMarked
package org.samling.operations.settings;

import org.jspecify.annotations.NullMarked;
