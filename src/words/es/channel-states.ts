const CONNECTED = 'Conectado'
const ON_PROFILE = 'Tus estadísticas verificadas están en tu perfil.'
const RENEWED = { title: CONNECTED, happened: ON_PROFILE, todo: 'Lo renovamos nosotros por ti.' }
const LOOKED_AFTER = { title: CONNECTED, happened: ON_PROFILE, todo: 'De este nos ocupamos nosotros.' }
const GOOD_UNTIL = {
  title: CONNECTED,
  happened: ON_PROFILE,
  todo: 'Vale hasta el {date}. Te avisaremos a tiempo.',
}
const RENEW_TITLE = 'Un nuevo sí antes del {date}'
const RENEW_TODO = 'Renueva cuando quieras antes de ese día y nada se pausa.'
const START_AGAIN = '¿Cerraste esa ventana? Empieza otra vez aquí.'
const WE_KEEP_ASKING = 'Nada que hacer. Seguimos preguntando hasta que responda.'
const ON_US = 'Esta vez es cosa nuestra'
const NO_NEED = 'Nada que hacer, y no hace falta volver a conectar.'
const OFF = {
  title: 'Apagado por ti',
  happened: 'Apagaste {name} el {date}. No tenemos ningún permiso y no leemos nada.',
  todo: '¿Lo quieres de vuelta? Conéctalo cuando quieras.',
}
const IF_MEANT = 'Si fue a propósito, déjalo así. Si quieres recuperar tus estadísticas, conecta {name}.'
const LOST_TOUCH = 'Perdimos el contacto con {name}'

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
      todo: START_AGAIN,
    },
    connected: { no_end: LOOKED_AFTER, renewed_by_us: RENEWED, person_needed_by: GOOD_UNTIL },
    renew: {
      title: RENEW_TITLE,
      happened:
        'El permiso de Instagram para {name} acaba el {date}, y esta vez no hemos podido ampliarlo por ti.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Quedó una casilla sin marcar',
      happened: 'Vemos {name}, pero Instagram no comparte todo. Falta esto: {missing}.',
      todo: 'Se arregla con una visita a Instagram: deja activadas las estadísticas.',
    },
    delayed_network: {
      title: 'Instagram tarda en responder',
      happened: 'Instagram no responde a nuestras comprobaciones desde el {date}. Tu conexión está bien.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Los datos de Instagram están en pausa desde el {date} mientras arreglamos algo de nuestro lado. Tu conexión está bien.',
      todo: NO_NEED,
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'Hora de una conexión nueva',
        happened:
          'El permiso de Instagram para {name} llegó a su fin el {date}. Esa fecha la pone Instagram.',
        softened: 'Parece que el permiso de Instagram para {name} se acabó hacia el {date}.',
        todo: 'Inicia sesión como {name} y ya está.',
      },
      account_changed: {
        title: 'Un cambio en Instagram',
        happened:
          'Desde el {date}, {name} ya no es una cuenta profesional, e Instagram solo comparte estadísticas de esas.',
        softened:
          'Parece que los datos de acceso de {name} cambiaron hacia el {date} e Instagram cerró nuestra sesión.',
        todo: 'Inicia sesión como {name} una vez más. Tiene que ser una cuenta de creador o de empresa.',
      },
      revoked: {
        title: 'El acceso se apagó',
        happened: 'El acceso de {platform} se apagó en los ajustes de Instagram de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se apagó en los ajustes de Instagram de {name} hacia el {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Instagram quiere comprobar que eres tú',
        happened:
          'Instagram hizo una comprobación de seguridad rutinaria a {name} el {date} y cerró la sesión de las apps conectadas.',
        softened: 'Parece que Instagram puso una comprobación de seguridad a {name} hacia el {date}.',
        todo: 'Abre Instagram, termina su comprobación y después conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'Instagram no puede mostrar {name}',
        happened: 'Desde el {date} Instagram dice que {name} no está disponible. Puede durar poco.',
        softened: 'Parece que {name} no está disponible en Instagram desde el {date}.',
        todo: 'Échale un vistazo en la app de Instagram. Cuando {name} vuelva, conéctalo aquí.',
      },
      permissions_reduced: {
        title: 'Falta una casilla necesaria',
        happened:
          'Desde el {date} Instagram ya no comparte lo que necesitamos para mostrar {name}. Se apagó un interruptor.',
        softened:
          'Parece que en Instagram se apagó hacia el {date} un interruptor que necesitamos para {name}.',
        todo: 'Conecta {name} una vez más y deja todo activado.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'Instagram dejó de darnos acceso el {date} y no dijo por qué.',
        softened: 'Parece que Instagram dejó de darnos acceso el {date}. No dijo por qué.',
        todo: 'Iniciar sesión otra vez como {name} suele resolverlo.',
      },
    },
  },
  youtube: {
    not_connected: {
      title: 'YouTube',
      happened: 'Enseña a las marcas tus visualizaciones, el tiempo de visionado y quién te ve.',
      todo: 'En Google, elige el canal mismo, no solo la cuenta de Google.',
    },
    connecting: {
      title: 'Esperando a Google',
      happened:
        'Hay un inicio de sesión abierto en Google. Termínalo allí y esta tarjeta se pone al día sola.',
      todo: START_AGAIN,
    },
    connected: {
      no_end: {
        title: CONNECTED,
        happened: ON_PROFILE,
        todo: 'Sin fecha de fin. Lo mantenemos despierto por ti.',
      },
      renewed_by_us: RENEWED,
      person_needed_by: GOOD_UNTIL,
    },
    renew: {
      title: RENEW_TITLE,
      happened: 'El permiso de Google para {name} acaba el {date}, y solo tú puedes ampliarlo.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Falta una casilla',
      happened: 'Vemos {name}, pero falta esto: {missing}. En Google las casillas se marcan una a una.',
      todo: 'Se arregla con una visita a Google: marca la casilla de YouTube Analytics, que es solo para ver.',
    },
    delayed_network: {
      title: 'Los datos de YouTube se retrasan',
      happened: 'YouTube no responde a nuestras comprobaciones desde el {date}. Tu conexión está bien.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Los datos de YouTube están en pausa desde el {date} mientras arreglamos algo de nuestro lado. Tu conexión está bien.',
      todo: 'Nada que hacer, y no hace falta volver a iniciar sesión.',
    },
    off: OFF,
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
          'Algo cambió el {date} en la cuenta de Google de {name}, y Google cerró la sesión de las apps conectadas.',
        softened: 'Parece que la cuenta de Google de {name} cambió hacia el {date}.',
        todo: 'Inicia sesión con la cuenta que ahora es dueña de {name} y elige el mismo canal.',
      },
      revoked: {
        title: 'El acceso se quitó en Google',
        happened: 'El acceso de {platform} se quitó de la cuenta de Google de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se quitó de la cuenta de Google de {name} hacia el {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Google añadió un paso de seguridad',
        happened:
          'Google avisó el {date} de un evento de seguridad en la cuenta de {name} y cerró la sesión de las apps conectadas.',
        softened: 'Parece que Google añadió un paso de seguridad a la cuenta de {name} hacia el {date}.',
        todo: 'Mira primero las alertas de seguridad de Google y después conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'YouTube no encuentra {name}',
        happened: 'Desde el {date} YouTube dice que en esta cuenta no hay ningún canal llamado {name}.',
        softened: 'Parece que {name} no está en esta cuenta de Google desde el {date}.',
        todo: 'Si se mudó a otra cuenta de Google, conecta con esa.',
      },
      permissions_reduced: {
        title: 'Se quitó una casilla necesaria',
        happened:
          'Desde el {date} Google ya no comparte lo que necesitamos para mostrar {name}. Se quitó un permiso.',
        softened: 'Parece que en Google se quitó hacia el {date} un permiso que necesitamos para {name}.',
        todo: 'Conecta {name} una vez más y marca las dos casillas.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'Google dejó de darnos acceso el {date}. Da la misma respuesta para varias causas.',
        softened:
          'Parece que Google dejó de darnos acceso el {date}. Da una sola respuesta para varias causas.',
        todo: 'Iniciar sesión otra vez y elegir {name} suele resolverlo.',
      },
    },
  },
  tiktok: {
    not_connected: {
      title: 'TikTok',
      happened: 'Enseña a las marcas lo lejos que llegan tus vídeos y cómo gustan.',
      todo: 'Antes, abre la cuenta correcta en la app de TikTok.',
    },
    connecting: {
      title: 'Esperando a TikTok',
      happened:
        'Hay un inicio de sesión abierto en TikTok. Termínalo allí y esta tarjeta se pone al día sola.',
      todo: START_AGAIN,
    },
    connected: {
      no_end: LOOKED_AFTER,
      renewed_by_us: RENEWED,
      person_needed_by: {
        title: CONNECTED,
        happened: ON_PROFILE,
        todo: 'Vale hasta el {date}, una fecha que pone TikTok. Te avisaremos a tiempo.',
      },
    },
    renew: {
      title: RENEW_TITLE,
      happened: 'TikTok te pide confirmar {name} otra vez antes del {date}. Pone esa fecha a todo el mundo.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Quedó un interruptor apagado',
      happened: 'Vemos {name}, pero TikTok no comparte todo. Falta esto: {missing}.',
      todo: 'Se arregla con una visita a TikTok: deja todo activado.',
    },
    delayed_network: {
      title: 'TikTok va lento',
      happened: 'TikTok no responde a nuestras comprobaciones desde el {date}. Tu conexión está bien.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Los datos de TikTok están en pausa desde el {date} mientras arreglamos algo de nuestro lado. Tu conexión está bien.',
      todo: NO_NEED,
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'Tu permiso de TikTok se acabó',
        happened:
          'El permiso de TikTok para {name} se acabó el {date}. TikTok pone esa fecha a todo el mundo.',
        softened: 'Parece que el permiso de TikTok para {name} se acabó hacia el {date}.',
        todo: 'Inicia sesión como {name} y deja todo activado.',
      },
      account_changed: {
        title: 'Un cambio en TikTok',
        happened:
          'Algo de {name} cambió en TikTok el {date}, y TikTok cerró la sesión de las apps conectadas.',
        softened: 'Parece que algo de {name} cambió en TikTok hacia el {date}.',
        todo: 'Abre {name} en la app de TikTok y después conéctalo aquí.',
      },
      revoked: {
        title: 'El acceso se quitó en TikTok',
        happened: 'El acceso de {platform} se quitó en los ajustes de TikTok de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se quitó en los ajustes de TikTok de {name} hacia el {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'TikTok pausó el acceso de las apps',
        happened: 'TikTok puso {name} en pausa por seguridad el {date}.',
        softened: 'Parece que TikTok puso {name} en pausa por seguridad hacia el {date}.',
        todo: 'Abre la app de TikTok, sigue lo que pide y después conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'TikTok no puede mostrar {name}',
        happened: 'Desde el {date} TikTok dice que {name} no está disponible. Puede durar poco.',
        softened: 'Parece que {name} no está disponible en TikTok desde el {date}.',
        todo: 'Échale un vistazo en la app de TikTok. Cuando {name} vuelva, conéctalo aquí.',
      },
      permissions_reduced: {
        title: 'Se apagó un interruptor necesario',
        happened:
          'Desde el {date} TikTok ya no comparte lo que necesitamos para mostrar {name}. Se apagó un interruptor.',
        softened: 'Parece que en TikTok se apagó hacia el {date} un interruptor que necesitamos para {name}.',
        todo: 'Conecta {name} una vez más y deja todo activado.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'TikTok dejó de darnos acceso el {date} y no dio ningún motivo.',
        softened: 'Parece que TikTok dejó de darnos acceso el {date}. No dio ningún motivo.',
        todo: 'Un nuevo inicio de sesión como {name} suele resolverlo.',
      },
    },
  },
  facebook: {
    not_connected: {
      title: 'Página de Facebook',
      happened: 'Enseña a las marcas el alcance de tu página y a quién llega.',
      todo: 'Necesitas acceso total a la página que quieres añadir.',
    },
    connecting: {
      title: 'Esperando a Facebook',
      happened:
        'Hay un inicio de sesión abierto en Facebook. Termínalo allí y esta tarjeta se pone al día sola.',
      todo: START_AGAIN,
    },
    connected: { no_end: LOOKED_AFTER, renewed_by_us: RENEWED, person_needed_by: GOOD_UNTIL },
    renew: {
      title: RENEW_TITLE,
      happened:
        'Facebook pide de vez en cuando confirmar el acceso de las apps. Para {name} toca antes del {date}.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Las estadísticas de la página están apagadas',
      happened: 'Vemos {name}, pero Facebook no comparte todo. Falta esto: {missing}.',
      todo: 'Se arregla con una visita a Facebook: elige la página y deja todas las casillas marcadas.',
    },
    delayed_network: {
      title: 'Facebook tiene problemas',
      happened:
        'Facebook no responde a nuestras comprobaciones desde el {date}. La conexión de tu página está bien.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Los datos de Facebook están en pausa desde el {date} mientras arreglamos algo de nuestro lado. La conexión de tu página está bien.',
      todo: NO_NEED,
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'Tu permiso de Facebook se acabó',
        happened: 'El permiso de Facebook para {name} llegó a su fin el {date}. Esa fecha la pone Facebook.',
        softened: 'Parece que el permiso de Facebook para {name} se acabó hacia el {date}.',
        todo: 'Conecta otra vez y elige {name}.',
      },
      account_changed: {
        title: 'Un cambio en Facebook',
        happened:
          'El inicio de sesión de Facebook de {name} cambió el {date}. Cuando eso pasa, Facebook cierra la sesión de las apps conectadas.',
        softened:
          'Parece que el inicio de sesión o el rol de la página {name} cambió en Facebook hacia el {date}.',
        todo: 'Cualquiera con acceso total a {name} puede volver a conectarla.',
      },
      revoked: {
        title: 'El acceso se quitó en Facebook',
        happened: 'El acceso de {platform} se quitó en los ajustes de Facebook de {name} el {date}.',
        softened:
          'Parece que el acceso de {platform} se quitó en los ajustes de Facebook de {name} hacia el {date}.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Facebook quiere una comprobación rápida',
        happened:
          'Facebook puso el {date} una comprobación de seguridad rutinaria al inicio de sesión de {name}.',
        softened:
          'Parece que Facebook puso una comprobación de seguridad al inicio de sesión de {name} hacia el {date}.',
        todo: 'Inicia sesión en facebook.com, termina su comprobación y después conecta {name} aquí.',
      },
      account_unavailable: {
        title: 'Facebook no puede mostrar {name}',
        happened: 'Desde el {date} Facebook dice que {name} no está disponible. Puede que no esté publicada.',
        softened: 'Parece que {name} no está disponible en Facebook desde el {date}.',
        todo: 'Cuando la página se pueda ver otra vez, conéctala aquí.',
      },
      permissions_reduced: {
        title: 'La página quedó fuera',
        happened:
          'Desde el {date} Facebook ya no comparte {name} con nosotros. Se desmarcó la página o un permiso.',
        softened: 'Parece que en Facebook se desmarcó hacia el {date} {name} o un permiso suyo.',
        todo: 'Conecta otra vez, elige {name} y deja todas las casillas marcadas.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'Facebook dejó de darnos acceso el {date} y no dijo por qué.',
        softened: 'Parece que Facebook dejó de darnos acceso el {date}. No dijo por qué.',
        todo: 'Conecta otra vez y elige {name}; suele resolverlo.',
      },
    },
  },
} as const
