/** Tests of what is found about a library and its configuration. */
@NullMarked
package org.samling.server.checkup;

import org.jspecify.annotations.NullMarked;
