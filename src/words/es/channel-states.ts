import type { Translation } from '../en/index.ts'

export const channelStates = {
  instagram: {
    not_connected: {
      title: 'Instagram',
      happened: 'Enseña a las marcas tu alcance, tu audiencia y cómo responde la gente.',
      todo: 'Funciona con cuentas profesionales: de creador o de empresa.',
    },
    connecting: {
      title: 'Esperando a Instagram',
      happened:
        'Hay un inicio de sesión abierto en Instagram. Termínalo allí y esta tarjeta se pone al día sola.',
      todo: '¿Cerraste esa ventana? Empieza de nuevo aquí.',
    },
    connected: {
      no_end: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'De este nos ocupamos nosotros.',
      },
      renewed_by_us: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Lo renovamos por ti.',
      },
      person_needed_by: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Vale hasta el {date}. Te avisaremos cuando toque.',
      },
    },
    renew: {
      title: 'Un nuevo sí antes del {date}',
      happened:
        'El permiso de Instagram para {name} termina el {date}, y esta vez no pudimos ampliarlo por ti.',
      todo: 'Renuévalo cuando quieras antes de esa fecha y nada se pausa.',
    },
    limited: {
      title: 'Quedó una casilla sin marcar',
      happened: 'Vemos {name}, pero Instagram no comparte esto: {missing}.',
      todo: 'Se arregla con una visita a Instagram: deja activado el interruptor de estadísticas.',
    },
    delayed_network: {
      title: 'Instagram tarda en responder',
      happened: 'Instagram no responde a nuestras comprobaciones desde el {date}. Tu conexión está bien.',
      todo: 'No tienes que hacer nada. Seguimos preguntando hasta que responda.',
    },
    delayed_us: {
      title: 'Esto es cosa nuestra',
      happened:
        'Nuestras actualizaciones de Instagram están en pausa desde el {date} mientras arreglamos algo nuestro. Tu conexión está bien.',
      todo: 'No tienes que hacer nada, ni volver a conectar.',
    },
    off: {
      title: 'Lo apagaste tú',
      happened: 'Apagaste {name} el {date}. No tenemos permiso y no leemos nada.',
      todo: '¿Lo quieres de vuelta? Conéctalo cuando quieras.',
    },
    reconnect: {
      expired: {
        title: 'Toca una conexión nueva',
        happened:
          'El permiso de Instagram para {name} llegó a su fin el {date}. Esa fecha la pone Instagram.',
        softened: 'Parece que el permiso de Instagram para {name} se acabó hacia el {date}.',
        todo: 'Inicia sesión como {name} y ya estás de vuelta.',
      },
      account_changed: {
        title: 'Un cambio en Instagram',
        happened:
          'Desde el {date}, {name} ya no es una cuenta profesional, e Instagram solo comparte estadísticas de esas.',
        softened:
          'Parece que los datos de acceso de {name} cambiaron hacia el {date}, e Instagram cerró nuestra sesión.',
        todo: 'Inicia sesión como {name} una vez más. Tiene que ser una cuenta de creador o de empresa.',
      },
      revoked: {
        title: 'Se desactivó el acceso',
        happened: 'El acceso de {platform} se desactivó en los ajustes de Instagram de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se desactivó en los ajustes de Instagram de {name} hacia el {date}.',
        todo: 'Si fue a propósito, déjalo así. Si quieres recuperar tus estadísticas, conecta {name}.',
      },
      security: {
        title: 'Instagram quiere comprobar que eres tú',
        happened:
          'Instagram pidió una comprobación de seguridad habitual para {name} el {date} y cerró las apps conectadas.',
        softened: 'Parece que Instagram pidió una comprobación de seguridad para {name} hacia el {date}.',
        todo: 'Abre Instagram, completa la comprobación y conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'Instagram no puede mostrar {name}',
        happened: 'Desde el {date} Instagram dice que {name} no está disponible. Puede ser pasajero.',
        softened: 'Parece que {name} no está disponible en Instagram desde el {date}.',
        todo: 'Echa un vistazo en la app de Instagram. Cuando {name} vuelva, conéctalo aquí.',
      },
      permissions_reduced: {
        title: 'Quedó sin marcar algo necesario',
        happened:
          'Desde el {date} Instagram ya no comparte lo que necesitamos para mostrar {name}. Se desactivó un interruptor.',
        softened:
          'Parece que un interruptor que necesitamos para {name} se desactivó en Instagram hacia el {date}.',
        todo: 'Conecta {name} una vez más y deja todos los interruptores activados.',
      },
      ambiguous_reconnect: {
        title: 'Perdimos el contacto con {name}',
        happened: 'Instagram dejó de abrirnos el {date} y no dijo por qué.',
        softened: 'Parece que Instagram dejó de abrirnos el {date}. No dijo por qué.',
        todo: 'Iniciar sesión otra vez como {name} suele bastar.',
      },
    },
  },
  youtube: {
    not_connected: {
      title: 'YouTube',
      happened: 'Enseña a las marcas tus visualizaciones, el tiempo de reproducción y quién te ve.',
      todo: 'Elige en Google el canal, no solo la cuenta de Google.',
    },
    connecting: {
      title: 'Esperando a Google',
      happened:
        'Hay un inicio de sesión abierto en Google. Termínalo allí y esta tarjeta se pone al día sola.',
      todo: '¿Cerraste esa ventana? Empieza de nuevo aquí.',
    },
    connected: {
      no_end: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Sin fecha de fin. Lo mantenemos despierto por ti.',
      },
      renewed_by_us: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Lo renovamos por ti.',
      },
      person_needed_by: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Vale hasta el {date}. Te avisaremos cuando toque.',
      },
    },
    renew: {
      title: 'Un nuevo sí antes del {date}',
      happened: 'El permiso de Google para {name} termina el {date}, y solo tú puedes ampliarlo.',
      todo: 'Renuévalo cuando quieras antes de esa fecha y nada se pausa.',
    },
    limited: {
      title: 'Falta una casilla',
      happened:
        'Vemos {name}, pero Google no comparte esto: {missing}. Allí las casillas se marcan una a una.',
      todo: 'Se arregla con una visita a Google: marca la casilla de YouTube Analytics, que es solo para ver.',
    },
    delayed_network: {
      title: 'Los datos de YouTube llegan tarde',
      happened: 'YouTube no responde a nuestras comprobaciones desde el {date}. Tu conexión está bien.',
      todo: 'No tienes que hacer nada. Seguimos preguntando hasta que responda.',
    },
    delayed_us: {
      title: 'Esto es cosa nuestra',
      happened:
        'Nuestras actualizaciones de YouTube están en pausa desde el {date} mientras arreglamos algo nuestro. Tu conexión está bien.',
      todo: 'No tienes que hacer nada, ni volver a iniciar sesión.',
    },
    off: {
      title: 'Lo apagaste tú',
      happened: 'Apagaste {name} el {date}. No tenemos permiso y no leemos nada.',
      todo: '¿Lo quieres de vuelta? Conéctalo cuando quieras.',
    },
    reconnect: {
      expired: {
        title: 'La conexión con YouTube se durmió',
        happened:
          'Google terminó el permiso para {name} el {date}. Lo hace con las conexiones que descansan mucho tiempo.',
        softened: 'Parece que Google dejó caducar el permiso para {name} hacia el {date}.',
        todo: 'Un inicio de sesión rápido lo recupera. Elige {name} cuando Google pregunte.',
      },
      account_changed: {
        title: 'Un cambio en Google',
        happened:
          'Algo cambió en la cuenta de Google de {name} el {date}, y Google cerró las apps conectadas.',
        softened: 'Parece que la cuenta de Google de {name} cambió hacia el {date}.',
        todo: 'Inicia sesión con la cuenta que ahora tiene {name} y elige el mismo canal.',
      },
      revoked: {
        title: 'Se quitó el acceso en Google',
        happened: 'El acceso de {platform} se quitó de la cuenta de Google de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se quitó de la cuenta de Google de {name} hacia el {date}.',
        todo: 'Si fue a propósito, déjalo así. Si quieres recuperar tus estadísticas, conecta {name}.',
      },
      security: {
        title: 'Google añadió un paso de seguridad',
        happened:
          'Google informó de un evento de seguridad en la cuenta de {name} el {date} y cerró las apps conectadas.',
        softened: 'Parece que Google añadió un paso de seguridad a la cuenta de {name} hacia el {date}.',
        todo: 'Mira primero tus alertas de seguridad de Google y luego conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'YouTube no encuentra {name}',
        happened: 'Desde el {date} YouTube dice que en esta cuenta no hay ningún canal llamado {name}.',
        softened: 'Parece que {name} no está en esta cuenta de Google desde el {date}.',
        todo: 'Si se mudó a otra cuenta de Google, conéctalo con esa.',
      },
      permissions_reduced: {
        title: 'Se quitó una casilla necesaria',
        happened:
          'Desde el {date} Google ya no comparte lo que necesitamos para mostrar {name}. Se retiró un permiso.',
        softened: 'Parece que un permiso que necesitamos para {name} se retiró en Google hacia el {date}.',
        todo: 'Conecta {name} una vez más y marca las dos casillas.',
      },
      ambiguous_reconnect: {
        title: 'Perdimos el contacto con {name}',
        happened: 'Google dejó de abrirnos el {date}. Da la misma respuesta para varias causas.',
        softened: 'Parece que Google dejó de abrirnos el {date}. Da una sola respuesta para varias causas.',
        todo: 'Iniciar sesión de nuevo y elegir {name} resuelve casi todas.',
      },
    },
  },
  tiktok: {
    not_connected: {
      title: 'TikTok',
      happened: 'Enseña a las marcas hasta dónde llegan tus vídeos y cómo gustan.',
      todo: 'Ten abierta antes la cuenta correcta en la app de TikTok.',
    },
    connecting: {
      title: 'Esperando a TikTok',
      happened:
        'Hay un inicio de sesión abierto en TikTok. Termínalo allí y esta tarjeta se pone al día sola.',
      todo: '¿Cerraste esa ventana? Empieza de nuevo aquí.',
    },
    connected: {
      no_end: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'De este nos ocupamos nosotros.',
      },
      renewed_by_us: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Lo renovamos por ti.',
      },
      person_needed_by: {
        title: 'Conectado',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Vale hasta el {date}, una fecha que pone TikTok. Te avisaremos cuando toque.',
      },
    },
    renew: {
      title: 'Un nuevo sí antes del {date}',
      happened: 'TikTok te pide confirmar {name} otra vez antes del {date}. Pone esa fecha a todo el mundo.',
      todo: 'Renuévalo cuando quieras antes de esa fecha y nada se pausa.',
    },
    limited: {
      title: 'Quedó un interruptor apagado',
      happened: 'Vemos {name}, pero TikTok no comparte esto: {missing}.',
      todo: 'Se arregla con una visita a TikTok: deja todos los interruptores activados.',
    },
    delayed_network: {
      title: 'TikTok necesita un momento',
      happened: 'TikTok no responde a nuestras comprobaciones desde el {date}. Tu conexión está bien.',
      todo: 'No tienes que hacer nada. Seguimos preguntando hasta que responda.',
    },
    delayed_us: {
      title: 'Esto es cosa nuestra',
      happened:
        'Nuestras actualizaciones de TikTok están en pausa desde el {date} mientras arreglamos algo nuestro. Tu conexión está bien.',
      todo: 'No tienes que hacer nada, ni volver a conectar.',
    },
    off: {
      title: 'Lo apagaste tú',
      happened: 'Apagaste {name} el {date}. No tenemos permiso y no leemos nada.',
      todo: '¿Lo quieres de vuelta? Conéctalo cuando quieras.',
    },
    reconnect: {
      expired: {
        title: 'Tu permiso de TikTok terminó',
        happened:
          'El permiso de TikTok para {name} se acabó el {date}. TikTok pone esa fecha a todo el mundo.',
        softened: 'Parece que el permiso de TikTok para {name} se acabó hacia el {date}.',
        todo: 'Inicia sesión como {name} y deja todos los interruptores activados.',
      },
      account_changed: {
        title: 'Un cambio en TikTok',
        happened: 'Algo de {name} cambió en TikTok el {date}, y TikTok cerró las apps conectadas.',
        softened: 'Parece que algo de {name} cambió en TikTok hacia el {date}.',
        todo: 'Abre {name} en la app de TikTok y luego conéctalo aquí.',
      },
      revoked: {
        title: 'Se quitó el acceso en TikTok',
        happened: 'El acceso de {platform} se quitó en los ajustes de TikTok de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se quitó en los ajustes de TikTok de {name} hacia el {date}.',
        todo: 'Si fue a propósito, déjalo así. Si quieres recuperar tus estadísticas, conecta {name}.',
      },
      security: {
        title: 'TikTok pausó el acceso de las apps',
        happened: 'TikTok puso una pausa de seguridad a {name} el {date}.',
        softened: 'Parece que TikTok puso una pausa de seguridad a {name} hacia el {date}.',
        todo: 'Abre la app de TikTok, sigue lo que pida y luego conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'TikTok no puede mostrar {name}',
        happened: 'Desde el {date} TikTok dice que {name} no está disponible. Puede ser pasajero.',
        softened: 'Parece que {name} no está disponible en TikTok desde el {date}.',
        todo: 'Echa un vistazo en la app de TikTok. Cuando {name} vuelva, conéctalo aquí.',
      },
      permissions_reduced: {
        title: 'Se apagó un interruptor necesario',
        happened:
          'Desde el {date} TikTok ya no comparte lo que necesitamos para mostrar {name}. Se desactivó un interruptor.',
        softened:
          'Parece que un interruptor que necesitamos para {name} se desactivó en TikTok hacia el {date}.',
        todo: 'Conecta {name} una vez más y deja todos los interruptores activados.',
      },
      ambiguous_reconnect: {
        title: 'Perdimos el contacto con {name}',
        happened: 'TikTok dejó de abrirnos el {date} y no dio ningún motivo.',
        softened: 'Parece que TikTok dejó de abrirnos el {date}. No dio ningún motivo.',
        todo: 'Un nuevo inicio de sesión como {name} suele bastar.',
      },
    },
  },
  facebook: {
    not_connected: {
      title: 'Página de Facebook',
      happened: 'Enseña a las marcas el alcance de tu página y a quién le habla.',
      todo: 'Necesitas acceso total a la página que quieras añadir.',
    },
    connecting: {
      title: 'Esperando a Facebook',
      happened:
        'Hay un inicio de sesión abierto en Facebook. Termínalo allí y esta tarjeta se pone al día sola.',
      todo: '¿Cerraste esa ventana? Empieza de nuevo aquí.',
    },
    connected: {
      no_end: {
        title: 'Conectada',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'De esta nos ocupamos nosotros.',
      },
      renewed_by_us: {
        title: 'Conectada',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'La renovamos por ti.',
      },
      person_needed_by: {
        title: 'Conectada',
        happened: 'Tus estadísticas verificadas están en tu perfil.',
        todo: 'Vale hasta el {date}. Te avisaremos cuando toque.',
      },
    },
    renew: {
      title: 'Un nuevo sí antes del {date}',
      happened:
        'Facebook pide de vez en cuando confirmar el acceso de las apps. Para {name} toca antes del {date}.',
      todo: 'Renuévala cuando quieras antes de esa fecha y nada se pausa.',
    },
    limited: {
      title: 'Faltan las estadísticas de la página',
      happened: 'Vemos {name}, pero Facebook no comparte esto: {missing}.',
      todo: 'Se arregla con una visita a Facebook: elige la página y deja todas las casillas marcadas.',
    },
    delayed_network: {
      title: 'Facebook tiene problemas',
      happened:
        'Facebook no responde a nuestras comprobaciones desde el {date}. La conexión de tu página está bien.',
      todo: 'No tienes que hacer nada. Seguimos preguntando hasta que responda.',
    },
    delayed_us: {
      title: 'Esto es cosa nuestra',
      happened:
        'Nuestras actualizaciones de Facebook están en pausa desde el {date} mientras arreglamos algo nuestro. La conexión de tu página está bien.',
      todo: 'No tienes que hacer nada, ni volver a conectar.',
    },
    off: {
      title: 'La apagaste tú',
      happened: 'Apagaste {name} el {date}. No tenemos permiso y no leemos nada.',
      todo: '¿La quieres de vuelta? Conéctala cuando quieras.',
    },
    reconnect: {
      expired: {
        title: 'Tu permiso de Facebook terminó',
        happened: 'El permiso de Facebook para {name} llegó a su fin el {date}. Esa fecha la pone Facebook.',
        softened: 'Parece que el permiso de Facebook para {name} se acabó hacia el {date}.',
        todo: 'Conecta de nuevo y elige {name}.',
      },
      account_changed: {
        title: 'Un cambio en Facebook',
        happened:
          'El inicio de sesión de Facebook de {name} cambió el {date}. Cuando eso pasa, Facebook cierra las apps conectadas.',
        softened: 'Parece que el inicio de sesión de Facebook o el rol en {name} cambió hacia el {date}.',
        todo: 'Alguien con acceso total a {name} puede conectarla de nuevo.',
      },
      revoked: {
        title: 'Se quitó el acceso en Facebook',
        happened: 'El acceso de {platform} se quitó en los ajustes de Facebook de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se quitó en los ajustes de Facebook de {name} hacia el {date}.',
        todo: 'Si fue a propósito, déjalo así. Si quieres recuperar tus estadísticas, conecta {name}.',
      },
      security: {
        title: 'Facebook quiere una comprobación rápida',
        happened: 'Facebook pidió una comprobación de seguridad habitual para el acceso de {name} el {date}.',
        softened:
          'Parece que Facebook pidió una comprobación de seguridad para el acceso de {name} hacia el {date}.',
        todo: 'Inicia sesión en facebook.com, completa la comprobación y luego conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'Facebook no puede mostrar {name}',
        happened: 'Desde el {date} Facebook dice que {name} no está disponible. Quizá no esté publicada.',
        softened: 'Parece que {name} no está disponible en Facebook desde el {date}.',
        todo: 'Cuando la página vuelva a verse, conéctala aquí.',
      },
      permissions_reduced: {
        title: 'La página quedó fuera',
        happened:
          'Desde el {date} Facebook ya no comparte {name} con nosotros. Se desmarcó la página o un permiso.',
        softened: 'Parece que {name} o un permiso suyo se desmarcó en Facebook hacia el {date}.',
        todo: 'Conecta de nuevo, elige {name} y deja todas las casillas marcadas.',
      },
      ambiguous_reconnect: {
        title: 'Perdimos el contacto con {name}',
        happened: 'Facebook dejó de abrirnos el {date} y no dijo por qué.',
        softened: 'Parece que Facebook dejó de abrirnos el {date}. No dijo por qué.',
        todo: 'Conecta de nuevo y elige {name}; suele bastar con eso.',
      },
    },
  },
} as const satisfies Translation['channelStates']
