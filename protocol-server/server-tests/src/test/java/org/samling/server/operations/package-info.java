/** Operations as staff use them: by the command line, against a real server. */
@NullMarked
package org.samling.server.operations;

import org.jspecify.annotations.NullMarked;
